@rfc7550
Feature: RFC 7550, section 4.4.6: an IA that joins in a Renew

  "Makes new leases on Renew" is a matter of the server's policy (RFC 8415, section 18.3.4): each scenario says which.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Renew with a new IA_PD gets a prefix, where the server makes new leases on Renew

    @R7550-4.4.6-06 @R7550-4.4.8-01 @R8415-18.3.4-17
    Scenario: 7550_7
      Renew adds a prefix.

      Given the server makes new leases on Renew
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      When it sends a Renew
      Then it receives a Reply [R8415-18.3.4-17]
      And its status is no error [R8415-18.3.4-17]
      And in it IA_NA 1 gives back what the client held [R7550-4.4.6-02]
      And in it the lifetimes of IA_NA 1 are fresh [R7550-4.4.6-02]
      And in it IA_PD 2 was given a prefix of length 96 of 3001::/64 (NoBinding or NoPrefixAvail: a deviation) [R8415-18.3.4-17]
      And the server has recorded what IA_PD 2 was given [R8415-18.3.4-17]
      When it sends a Renew
      Then it receives a Reply [R8415-18.3.4-17]
      And in it IA_NA 1 gives back what the client held [R7550-4.4.6-02]
      And in it IA_PD 2 gives back what the client held [R7550-4.4.6-02]
      Given another client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      And it hints at ::/96 for IA_PD 2
      When it sends a Renew
      Then it receives a Reply [R8415-18.3.4-17]
      And in it IA_NA 1 gives back what the client held [R7550-4.4.6-02]
      And in it IA_PD 2 was given a prefix of length 96 of 3001::/64 (NoBinding or NoPrefixAvail: a deviation) [R8415-18.3.4-17]
      And the server has recorded what IA_PD 2 was given [R8415-18.3.4-17]

  Rule: A Renew with a new IA_PD gets NoBinding, where the server makes no new leases on Renew

    @R7550-4.4.6-08
    Scenario: 7550_8
      Renew adds a prefix, the switch is off. A prefix that is recorded is a deviation: the switch may not reach prefixes.

      Given the server makes no new leases on Renew
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 carries the status NoBinding (a recorded lease: a deviation)

  Rule: A Renew with a new IA_NA gets an address, where the server makes new leases on Renew

    @R7550-4.4.6-06
    Scenario: 7550_9
      Renew adds an address.

      Given the server makes new leases on Renew
      And a client bound on link 1 with IA_PD 2
      And it also wants IA_NA 1
      When it sends a Renew
      Then it receives a Reply [R7550-4.4.6-02]
      And in it IA_PD 2 gives back what the client held [R7550-4.4.6-02]
      And in it the lifetimes of IA_PD 2 are fresh [R7550-4.4.6-02]
      And in it IA_NA 1 was given an address of 2001:db8:1::100 to 2001:db8:1::200 (NoBinding: a deviation) [R8415-18.3.4-16]
      And the server has recorded what IA_NA 1 was given [R8415-18.3.4-16]

  Rule: A Renew with a new IA_NA gets NoBinding, where the server makes no new leases on Renew

    @R7550-4.4.6-08
    Scenario: 7550_10
      Renew adds an address, the switch is off.

      Given the server makes no new leases on Renew
      And a client bound on link 1 with IA_PD 2
      And it also wants IA_NA 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_PD 2 gives back what the client held
      And in it the lifetimes of IA_PD 2 are fresh
      And in it IA_NA 1 carries the status NoBinding
      And the server has recorded 1 lease of the client

  Rule: A Renew with a new IA_PD gets NoPrefixAvail where there is none

    @R7550-4.4.6-07
    Scenario: 7550_11
      Renew adds a prefix after the prefix pools went away.

      Given a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      When the server loses its prefix pools on link 1
      And the client sends a Renew
      Then it receives a Reply
      And its status is no error
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 carries the status NoPrefixAvail (NoBinding: a deviation where it makes new leases on Renew)

  Rule: The client keeps asking in Renews until there is a prefix

    @R7550-4.4.6-06 @R7550-4.4.8-01
    Scenario: 7550_16
      The client keeps asking until the prefix pool is there. This is the case that RFC 7550 was written for.

      Given the server has no prefixes on link 1
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise [R7550-4.1-04]
      When it sends a Request
      Then it receives a Reply [R3633-12.2-01]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200 [R3633-12.2-01]
      And in it IA_PD 2 carries the status NoPrefixAvail [R3633-12.2-01]
      When the server gets prefixes of length 96 from 3001::/64 on link 1
      And the client sends a Renew
      Then it receives a Reply [R7550-4.4.6-02]
      And in it IA_NA 1 gives back what the client held [R7550-4.4.6-02]
      And in it the lifetimes of IA_NA 1 are fresh [R7550-4.4.6-02]
      And in it IA_PD 2 was given a prefix of length 96 of 3001::/64 (NoBinding where it makes no new leases on Renew)
      And the server has recorded what IA_PD 2 was given [R8415-18.3.4-17]

  Rule: An IA that was never bound does not harm the others

    @R7550-4.4.6-15 @R7550-4.4.8-05
    Scenario: 7550_17
      One IA of the Renew was never bound: it names a prefix that nobody holds.

      Given a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      And it hints at 3001::77:0:0:0/96 for IA_PD 2
      When it sends a Renew
      Then it receives a Reply
      And its status is no error
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 holds only recorded leases, or says why it has none [R7550-4.4.8-05]

  Rule: A Request for the IA that got NoBinding gets its lease

    @R3315-18.2.1-01
    Scenario: 7550_18
      A Request for the IA that got NoBinding; once with that IA alone, once with the bound one beside it.

      Given the server makes no new leases on Renew
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      When it sends a Renew
      Then it receives a Reply
      When it sends a Request with IA_PD 2
      Then it receives a Reply
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      And the server has recorded the lease of IA_PD 2
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_PD 2 gives back what the client held
      Given another client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      When it sends a Renew
      Then it receives a Reply
      When it sends a Request with IA_NA 1 and IA_PD 2
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      And in it T1 and T2 are the same in all IAs
      And the server has recorded the lease of IA_PD 2
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_PD 2 gives back what the client held

