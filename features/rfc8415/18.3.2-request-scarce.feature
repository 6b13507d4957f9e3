@request
Feature: RFC 8415 section 18.3.2, Request where little is there to give

  What can be given is given; each IA that gets nothing says so by itself.

  Rule: An IA_NA that gets nothing says NoAddrsAvail

    @R8415-18.3.2-12
    Scenario: v6.request.pool-exhausted
      The only address is taken; the IA asks for any.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::100
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      And it knows the server
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 carries the status NoAddrsAvail
      And it carries the identifiers of server and client [R8415-18.3-05]

    @R8415-18.3.2-13
    Scenario: v6.request.pool-exhausted-address-of-another
      The only address is taken, and the IA asks for it.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::100
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      And it knows the server
      And its next message names in IA_NA 1 what client A holds
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 carries the status NoAddrsAvail
      When client A sends a Renew
      Then client A receives a Reply
      And in it IA_NA 1 gives back what the client held

  Rule: An IA_PD that gets nothing says NoPrefixAvail

    @R8415-18.3.2-15
    Scenario: v6.request.prefixes-exhausted
      The only prefix is taken.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it delegates on link 1 prefixes of length 96 from 3001::/96
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client bound on link 1 with IA_PD 1
      And another client on link 1 that wants IA_PD 1
      And it knows the server
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 carries the status NoPrefixAvail

    @R8415-18.3.2-16
    Scenario: v6.request.no-prefix-pool
      The link has no prefixes at all: the address is given, the IA_PD refused.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
      And it delegates on link 2 prefixes of length 96 from 3002::/64
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it knows the server
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 carries the status NoPrefixAvail

  Rule: T1 and T2 come from all bindings of the Reply together

    Background:
      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it serves link 1 with the subnet 2001:db8:3::/64
      And it delegates in 2001:db8:3::/64 prefixes of length 96 from 3001::/64
      And the subnets of link 1 share it

    @R8415-18.3.2-25
    Scenario: v6.request.timers-of-short-addresses
      Addresses live shorter than prefixes.

      Given the leases of 2001:db8:1::/64 have preferred lifetime 1000 and valid lifetime 2000
      And the leases of 2001:db8:3::/64 have preferred lifetime 3000 and valid lifetime 6000
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      And in it T1 and T2 suit the shortest lease

    @R8415-18.3.2-25
    Scenario: v6.request.timers-of-short-prefixes
      Prefixes live shorter than addresses.

      Given the leases of 2001:db8:1::/64 have preferred lifetime 3000 and valid lifetime 6000
      And the leases of 2001:db8:3::/64 have preferred lifetime 1000 and valid lifetime 2000
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      And in it T1 and T2 suit the shortest lease

    @R8415-18.3.2-24
    Scenario: v6.request.same-timers-for-unequal-lifetimes
      However the leases differ, the IAs carry one T1 and one T2.

      Given the leases of 2001:db8:1::/64 have preferred lifetime 1000 and valid lifetime 2000
      And the leases of 2001:db8:3::/64 have preferred lifetime 3000 and valid lifetime 6000
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      And in it T1 and T2 are the same in all IAs

  Rule: Every prefix of a link is appropriate to it

    @R8415-18.3.2-35
    Scenario: v6.request.address-of-second-subnet
      Two subnets share the link; the client asks for an address of the one that the Advertise did not use.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it serves link 1 with the addresses 2001:db8:3::100 to 2001:db8:3::200
      And the subnets of link 1 share it
      And a client on link 1 that wants IA_NA 1
      And it knows the server
      And its next message names 2001:db8:3::155 in IA_NA 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail
      And another client on link 1 that wants IA_NA 1
      And it knows the server
      And its next message names 2001:db8:1::155 in IA_NA 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail
