@rfc7550
Feature: RFC 7550, sections 4.3 and 4.4: one session for all IAs

  Renew and Rebind speak of every IA at once; T1 and T2 are the same in all of them.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Renew of both IAs extends both with one Reply

    @R7550-4.4.6-02 @R7550-4.4.6-10 @R7550-4.4.6-11 @R7550-4.4.6-13
    Scenario: 7550_5
      Renew of both in one message.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 2
      When it sends a Renew
      Then it receives a Reply [R7550-4.4.6-10]
      And it carries the identifiers of server and client [R7550-4.4.6-11]
      And its status is no error
      And in it IA_NA 1 gives back what the client held
      And in it IA_PD 2 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it the lifetimes of IA_PD 2 are fresh
      And in it T1 and T2 are the same in all IAs [R7550-4.4.6-13]
      And in it IA_NA 1 has T1 100 and T2 200
      And in it IA_PD 2 has T1 100 and T2 200
      And the server has recorded the lease of IA_NA 1
      And the server has recorded the lease of IA_PD 2
      And the server has recorded 2 leases of the client

  Rule: A Rebind of both IAs extends both with one Reply

    @R7550-4.4.7-01 @R7550-4.4.7-10 @R7550-4.4.7-11 @R7550-4.4.7-13
    Scenario: 7550_6
      Rebind of both in one message.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 2
      When it sends a Rebind
      Then it receives a Reply [R7550-4.4.7-01]
      And it carries the identifiers of server and client [R7550-4.4.7-11]
      And its status is no error
      And in it IA_NA 1 gives back what the client held
      And in it IA_PD 2 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it the lifetimes of IA_PD 2 are fresh
      And in it T1 and T2 are the same in all IAs [R7550-4.4.7-13]
      And in it IA_NA 1 has T1 100 and T2 200
      And in it IA_PD 2 has T1 100 and T2 200
      And the server has recorded the lease of IA_NA 1
      And the server has recorded the lease of IA_PD 2
      And the server has recorded 2 leases of the client

  Rule: Two IAs of each kind are four bindings

    @R7550-4.4.6-02 @R7550-4.1-05 @R7550-4.3-02
    Scenario: 7550_19
      Two of each; an IA_NA and an IA_PD share an IAID. One lease of a kind a client, by policy, passes where the status says so.

      Given a client on link 1 that wants IA_NA 1, IA_NA 2, IA_PD 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      And in it each IA holds a lease of its own [R7550-4.1-05]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And in it IA_NA 2 holds an address of 2001:db8:1::100 to 2001:db8:1::200, or NoAddrsAvail by policy [R7550-4.1-05]
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64, or NoPrefixAvail by policy [R7550-4.1-05]
      When it sends a Request
      Then it receives a Reply
      And its status is no error
      And in it each IA holds a lease of its own [R7550-4.1-05]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And in it IA_NA 2 holds an address of 2001:db8:1::100 to 2001:db8:1::200, or NoAddrsAvail by policy [R7550-4.1-05]
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64, or NoPrefixAvail by policy [R7550-4.1-05]
      And in it T1 and T2 are the same in all IAs [R7550-4.3-02]
      And the server has recorded what IA_NA 1 was given
      And the server has recorded what IA_NA 2 was given
      And the server has recorded what IA_PD 1 was given
      And the server has recorded what IA_PD 2 was given
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_NA 2 gives back what the client held
      And in it IA_PD 1 gives back what the client held
      And in it IA_PD 2 gives back what the client held
      And in it T1 and T2 are the same in all IAs

  Rule: T1 and T2 are one pair in the Advertise too

    @R7550-4.3-01
    Scenario: 7550_29
      T1 and T2 in the Advertise. A MUST of RFC 7550; RFC 8415 has it for Replies only: a deviation.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      And in it T1 and T2 are the same in all IAs (else: a deviation)

