@renew
Feature: RFC 8415 section 18.3.4, Renew where new leases are made on Renew

  Whether an IA without binding gets leases on Renew is the server's policy; here it is switched on.

  Rule: An IA without binding gets a lease

    Background:
      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it delegates on link 1 prefixes of length 96 from 3001::/64
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And the server makes new leases on Renew

    @R8415-18.3.4-12
    Scenario: v6.renew.adds-address
      A second address joins the first.

      Given a client bound on link 1 with IA_NA 1
      And it also wants IA_NA 2
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_NA 2 holds a lease, or the status NoAddrsAvail
      And in it each IA holds a lease of its own
      And in it IA_NA 2 holds only recorded leases, or says why it has none
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_NA 2 holds a lease, or the status NoAddrsAvail

    @R8415-18.3.4-13
    Scenario: v6.renew.adds-prefix
      A prefix joins an address.

      Given a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And the server has recorded the lease of IA_PD 1

    @R8415-18.3.4-14
    Scenario: v6.renew.adds-address-to-prefix
      An address joins a prefix.

      Given a client bound on link 1 with IA_PD 1
      And it also wants IA_NA 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_PD 1 is extended
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And the server has recorded the lease of IA_NA 1

    @R8415-18.2.4-01 @R8415-18.3.4-15
    Scenario: v6.renew.length-hint
      The added IA_PD hints at a length: any configured length passes, the hint itself is no lease.

      Given it delegates on link 1 prefixes of length 100 from 3003::/64
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 1
      And it hints at ::/100 for IA_PD 1
      When it sends a Renew
      Then it receives a Reply [R8415-18.3.4-22]
      And in it IA_PD 1 holds a lease, or the status NoBinding or NoPrefixAvail [R8415-18.3.4-02]
      And in it IA_PD 1 does not give ::/100 [R8415-18.3.4-02]

  Rule: An IA without binding that gets nothing says so

    @R8415-18.3.4-16 @R8415-18.3.4-21
    Scenario: v6.renew.no-address-left
      The client itself holds the only address.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::100
      And the server makes new leases on Renew
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_NA 2
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_NA 2 is refused with the status NoAddrsAvail
      And in it the status of IA_NA 2 has words (none: a deviation) [R8415-18.3.4-21]

    @R8415-18.3.4-17
    Scenario: v6.renew.no-prefix-left
      Another client holds the only prefix.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it delegates on link 1 prefixes of length 96 from 3001::/96
      And the server makes new leases on Renew
      And a client bound on link 1 with IA_PD 1
      And another client bound on link 1 with IA_NA 1
      And it also wants IA_PD 1
      When it sends a Renew
      Then it receives a Reply
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

    @R8415-18.3.4-28
    Scenario: v6.renew.timers-of-short-addresses
      Addresses live shorter than prefixes.

      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_PD 1 is extended
      And in it T1 and T2 suit the shortest lease

    @R8415-18.3.4-27
    Scenario: v6.renew.same-timers-for-unequal-lifetimes
      However the leases differ, the IAs carry one T1 and one T2.

      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_PD 1 is extended
      And in it T1 and T2 are the same in all IAs
