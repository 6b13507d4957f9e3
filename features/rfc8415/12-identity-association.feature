@identity
Feature: RFC 8415 section 12, identity associations

  An IA is known by the client, its kind and its IAID together.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: Kind and IAID tell the IAs of a client apart

    @R8415-12-01
    Scenario: v6.ia.same-iaid-of-both-kinds
      IA_NA 0 and IA_PD 0: the prefix is released, the address stays.

      Given a client bound on link 1 with IA_NA 0 and IA_PD 0
      When it sends a Release with IA_PD 0
      Then it receives a Reply
      And the server has ended the lease of IA_PD 0
      And the server has recorded 1 lease of the client
      When it sends a Renew with IA_NA 0
      Then it receives a Reply
      And in it IA_NA 0 gives back what the client held

    @R8415-12-02
    Scenario: v6.ia.two-of-a-kind
      Of two addresses one is released, the other stays.

      Given a client bound on link 1 with IA_NA 1 and IA_NA 2
      When it sends a Release with IA_NA 1
      Then it receives a Reply
      And the server has ended the lease of IA_NA 1
      And the server has recorded 1 lease of the client
      When it sends a Renew with IA_NA 2
      Then it receives a Reply
      And in it IA_NA 2 gives back what the client held

    @R8415-12-03
    Scenario: v6.ia.same-iaid-of-two-clients
      Both use the IAID 0x12345678; the first releases, the second keeps its own.

      Given a client bound on link 1 with IA_NA 305419896
      And another client bound on link 1 with IA_NA 305419896
      Then client B holds other leases in IA_NA 305419896 than client A
      When client A sends a Release
      Then it receives a Reply
      When client B sends a Renew
      Then it receives a Reply
      And in it IA_NA 305419896 gives back what the client held

  Rule: Another client's IA is not found under the same IAID

    @R8415-4.2-01
    Scenario: v6.ia.of-another-client
      It renews the address of another client under the IAID of that one; the owner keeps it.

      Given a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      And it knows the server
      And its next message names in IA_NA 1 what client A holds
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 does not give what client A holds
      When client A sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held

  Rule: Every number of 32 bits is an IAID

    @R8415-12-04
    Scenario: v6.ia.iaid-zero
      All bits 0.

      Given a client on link 1 that wants IA_NA 0
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 0 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 0 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And every answer keeps the rule "iaid"

    @R8415-12-04
    Scenario: v6.ia.iaid-high-bit
      The highest bit alone.

      Given a client on link 1 that wants IA_NA 2147483648
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 2147483648 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 2147483648 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And every answer keeps the rule "iaid"

    @R8415-12-04
    Scenario: v6.ia.iaid-all-ones
      All bits 1.

      Given a client on link 1 that wants IA_NA 4294967295
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 4294967295 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 4294967295 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And every answer keeps the rule "iaid"

    @R8415-12-05
    Scenario: v6.ia.new-iaid-after-release
      It gives up one IA and asks for another.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Release
      Then it receives a Reply
      Given it also wants IA_NA 2
      When it sends a Solicit with IA_NA 2
      Then it receives an Advertise
      When it sends a Request with IA_NA 2
      Then it receives a Reply
      And in it IA_NA 2 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And every answer keeps the rule "iaid"
