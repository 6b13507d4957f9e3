@rfc7550
Feature: RFC 7550, section 4.4.7: an IA that joins or no longer fits in a Rebind

  "Makes new leases on Rebind" is a matter of the server's policy (RFC 8415, section 18.3.5): each scenario says which.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Rebind with a new IA gets a lease, where the server makes new leases on Rebind

    @R7550-4.4.7-05 @R7550-4.4.8-02
    Scenario: 7550_13
      Rebind adds a prefix; a second client adds an address.

      Given the server makes new leases on Rebind
      And the server allows Rapid Commit
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      When it sends a Rebind
      Then it receives a Reply [R7550-4.4.7-01]
      And in it IA_NA 1 gives back what the client held [R7550-4.4.7-01]
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 was given a prefix of length 96 of 3001::/64 (NoBinding or NoPrefixAvail: a deviation) [R8415-18.3.5-15]
      And the server has recorded what IA_PD 2 was given [R8415-18.3.5-13]
      Given another client bound on link 1 with IA_NA 1
      And it also wants IA_NA 3
      When it sends a Rebind
      Then it receives a Reply [R7550-4.4.7-01]
      And in it IA_NA 1 gives back what the client held [R7550-4.4.7-01]
      And in it each IA holds a lease of its own [R8415-18.3.5-13]
      And in it IA_NA 3 was given an address of 2001:db8:1::100 to 2001:db8:1::200 (NoBinding: a deviation) [R8415-18.3.5-14]
      And the server has recorded what IA_NA 3 was given [R8415-18.3.5-13]

  Rule: A Rebind with a new IA gets NoBinding, where the server makes no new leases on Rebind

    @R7550-4.4.7-07
    Scenario: 7550_14
      Rebind adds a prefix, the switch is off; a second client adds an address.

      Given the server makes no new leases on Rebind
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      When it sends a Rebind
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 carries the status NoBinding (a recorded lease: a deviation)
      Given another client bound on link 1 with IA_NA 1
      And it also wants IA_NA 3
      When it sends a Rebind
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_NA 3 carries the status NoBinding
      And the server has recorded 1 lease of the client

  Rule: A Rebind with a new IA_PD gets NoPrefixAvail where there is none

    @R7550-4.4.7-06
    Scenario: 7550_15
      Rebind adds a prefix after the prefix pools went away.

      Given the server allows Rapid Commit
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      When the server loses its prefix pools on link 1
      And the client sends a Rebind
      Then it receives a Reply
      And its status is no error
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 carries the status NoPrefixAvail (NoBinding: a deviation where it makes new leases on Rebind)

  Rule: What no longer fits the link is not extended

    @R7550-4.4.7-03 @R7550-4.4.7-04 @R7550-4.5-04
    Scenario: 7550_25
      Rebind of both on the other link. Where the server keeps bindings by link, silence passes too; prefixes need not belong to a link.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 2
      When it moves to link 2
      And it sends a Rebind
      Then it receives a Reply, or no answer while link 1 is served
      And its status is no error
      And in it IA_NA 1 does not extend what the client held
      And in it IA_PD 2 comes back

  Rule: Without Rapid Commit a Rebind makes no binding

    @R7550-4.4.7-09
    Scenario: 7550_28
      New leases on Rebind without Rapid Commit.

      Given a client bound on link 1 with IA_NA 1
      And it also wants IA_NA 3
      When it sends a Rebind
      Then it receives a Reply [R7550-4.4.7-01]
      And in it IA_NA 1 gives back what the client held [R7550-4.4.7-01]
      And in it the lifetimes of IA_NA 1 are fresh [R7550-4.4.7-01]
      And in it IA_NA 3 carries the status NoBinding (a recorded lease: a deviation)

