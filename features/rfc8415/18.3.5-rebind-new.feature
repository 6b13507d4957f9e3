@rebind
Feature: RFC 8415 section 18.3.5, Rebind where new leases are made on Rebind

  Whether an IA without binding gets leases on Rebind is the server's policy; here it is switched on, with Rapid Commit as the RFC wants it.

  Rule: An IA without binding gets a lease

    Background:
      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it delegates on link 1 prefixes of length 96 from 3001::/64
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And the server makes new leases on Rebind
      And the server allows Rapid Commit

    @R8415-18.3.5-11
    Scenario: v6.rebind.new-binding
      A client that was never served names a free address.

      Given a client on link 1 that wants IA_NA 1
      And its next message names 2001:db8:1::1aa in IA_NA 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And the server has recorded the lease of IA_NA 1

    @R8415-18.3.5-12
    Scenario: v6.rebind.adds-prefix
      A prefix joins an address.

      Given a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 is extended
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And the server has recorded the lease of IA_PD 1

  Rule: An IA without binding that gets nothing says so

    @R8415-18.3.5-14 @R8415-18.3.5-18
    Scenario: v6.rebind.no-address-left
      The client itself holds the only address.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::100
      And the server makes new leases on Rebind
      And the server allows Rapid Commit
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_NA 2
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 is extended
      And in it IA_NA 2 is refused with the status NoAddrsAvail
      And in it the status of IA_NA 2 has words (none: a deviation) [R8415-18.3.5-18]

    @R8415-18.3.5-15
    Scenario: v6.rebind.no-prefix-left
      Another client holds the only prefix.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it delegates on link 1 prefixes of length 96 from 3001::/96
      And the server makes new leases on Rebind
      And the server allows Rapid Commit
      And a client bound on link 1 with IA_PD 1
      And another client bound on link 1 with IA_NA 1
      And it also wants IA_PD 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 is extended
      And in it IA_PD 1 is refused with the status NoPrefixAvail

  Rule: T1 and T2 of the Reply suit all leases in it

    Background:
      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it serves link 1 with the subnet 2001:db8:3::/64
      And it delegates in 2001:db8:3::/64 prefixes of length 96 from 3001::/64
      And the subnets of link 1 share it
      And the leases of 2001:db8:1::/64 have preferred lifetime 600 and valid lifetime 900
      And the leases of 2001:db8:3::/64 have preferred lifetime 6000 and valid lifetime 9000
      And a client bound on link 1 with IA_NA 1 and IA_PD 1

    @R8415-18.3.5-26
    Scenario: v6.rebind.timers-of-short-addresses
      Addresses live shorter than prefixes.

      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 is extended [R8415-18.3.5-01]
      And in it IA_PD 1 is extended [R8415-18.3.5-02]
      And in it T1 and T2 suit the shortest lease

    @R8415-18.3.5-25
    Scenario: v6.rebind.same-timers-for-unequal-lifetimes
      However the leases differ, the IAs carry one T1 and one T2.

      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 is extended [R8415-18.3.5-01]
      And in it IA_PD 1 is extended [R8415-18.3.5-02]
      And in it T1 and T2 are the same in all IAs
