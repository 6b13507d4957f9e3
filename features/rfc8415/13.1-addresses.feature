@address
Feature: RFC 8415 section 13.1, addresses that are not to be assigned

  Addresses with a meaning of their own, also where a pool holds them.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: An address that is reserved for somebody else is not assigned

    @R8415-13.1-09
    Scenario: v6.address.reserved-for-another
      Of two addresses one is reserved for a client that was never seen.

      Given the server's only addresses on link 1 are 2001:db8:1::10 to 2001:db8:1::11
      And it reserves the address 2001:db8:1::10 for client C
      And a client on link 1 that wants IA_NA 1
      And its next message names 2001:db8:1::10 in IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 does not give 2001:db8:1::10
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 does not give 2001:db8:1::10
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 does not give 2001:db8:1::10

  Rule: An interface identifier that is reserved is not assigned

    @R8415-13.1-10
    Scenario: v6.address.subnet-router-anycast
      The identifier of all zeros is every router's.

      Given the server's only addresses on link 1 are 2001:db8:1:: to 2001:db8:1::1
      And a client on link 1 that wants IA_NA 1
      And its next message names 2001:db8:1:: in IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 does not give 2001:db8:1::

    @R8415-13.1-11
    Scenario: v6.address.reserved-anycast
      The highest 128 identifiers are anycast addresses (RFC 2526).

      Given the server's only addresses on link 1 are 2001:db8:1:0:fdff:ffff:ffff:ff7f to 2001:db8:1:0:fdff:ffff:ffff:ff81
      And a client on link 1 that wants IA_NA 1
      And its next message names 2001:db8:1:0:fdff:ffff:ffff:ff80 in IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds no address of 2001:db8:1:0:fdff:ffff:ffff:ff80 to 2001:db8:1:0:fdff:ffff:ffff:ffff

    @R8415-13.1-12
    Scenario: v6.address.reserved-ethernet-block
      The identifiers that IANA made of its own Ethernet block (RFC 5453, RFC 6543).

      Given the server's only addresses on link 1 are 2001:db8:1:0:200:5eff:fe00:5212 to 2001:db8:1:0:200:5eff:fe00:5214
      And a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds no address of 2001:db8:1:0:200:5eff:fe00:0 to 2001:db8:1:0:200:5eff:feff:ffff
