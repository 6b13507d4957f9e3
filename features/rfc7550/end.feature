@rfc7550
Feature: RFC 7550: sessions that end, move and go through relay agents

  Each IA ends by itself; a Confirm ends nothing.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Release of both frees both

    @R3315-18.2.6-01
    Scenario: 7550_21
      Release of both, then a Renew of what is no longer held.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 2
      When it sends a Release
      Then it receives a Reply
      And it carries the identifiers of server and client
      And its status is Success (left out: a deviation)
      And the server has ended the lease of IA_NA 1
      And the server has ended the lease of IA_PD 2
      Given it claims again what it held
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 holds only recorded leases, or the status NoBinding
      And in it IA_PD 2 holds only recorded leases, or the status NoBinding

  Rule: A Release of one kind leaves the other; an IA that was never bound gets NoBinding and the rest Success

    @R3315-18.2.6-02 @R3315-18.2.6-03
    Scenario: 7550_22
      Release of one kind, the other stays.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 2
      And another client bound on link 1 with IA_NA 1 and IA_PD 2
      And client A claims the prefix 3001::99:0:0/96 in IA_PD 9
      When client A sends a Release with IA_NA 1 and IA_PD 9
      Then client A receives a Reply [R3315-18.2.6-03]
      And its status is Success (left out: a deviation) [R3315-18.2.6-03]
      And in it IA_PD 9 carries the status NoBinding and nothing else [R3315-18.2.6-03]
      And the server has ended the lease of IA_NA 1
      When client A sends a Renew with IA_PD 2
      Then client A receives a Reply
      And in it IA_PD 2 gives back what the client held
      When client B sends a Release with IA_PD 2
      Then client B receives a Reply
      And its status is Success (left out: a deviation)
      And the server has ended the lease of IA_PD 2
      When client B sends a Renew with IA_NA 1
      Then client B receives a Reply
      And in it IA_NA 1 gives back what the client held

  Rule: A Decline of the address leaves the prefix

    @R3315-18.2.7-01 @R3315-18.2.7-02
    Scenario: 7550_23
      Decline of the address leaves the prefix; the address goes to nobody.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 2
      When it sends a Decline
      Then it receives a Reply
      And its status is Success (left out: a deviation)
      When it sends a Renew
      Then it receives a Reply
      And in it IA_PD 2 gives back what the client held
      And in it the lifetimes of IA_PD 2 are fresh
      And in it IA_NA 1 does not hold what was declined
      Given another client on link 1 that wants IA_NA 1
      And it hints at what was declined for IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 does not hold what was declined [R3315-18.2.7-02]

  Rule: A Confirm is judged by the link alone, and changes nothing

    @R7550-4.5-02 @R7550-4.5-03
    Scenario: 7550_24
      Confirm of a client that also has a prefix, on its link and on the other.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 2
      And the server's record is remembered
      When it sends a Confirm
      Then it receives a Reply
      And it carries the identifiers of server and client
      And its status is Success (left out: a deviation)
      When it moves to link 2
      And it sends a Confirm
      Then it receives a Reply
      And it carries the identifiers of server and client
      And its status is NotOnLink
      And the server's record is as remembered [R7550-4.5-03]

  Rule: A prefix whose pool went away may come back in any lawful form

    @R7550-4.4.6-03 @R7550-4.4.6-02
    Scenario: 7550_26
      The prefix pool goes away under a bound client. Nothing says that a pool must exist to extend a lease.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 2
      When the server loses its prefix pools on link 1
      And the client sends a Renew
      Then it receives a Reply [R7550-4.4.6-02]
      And its status is no error [R7550-4.4.6-02]
      And in it IA_NA 1 gives back what the client held [R7550-4.4.6-02]
      And in it the lifetimes of IA_NA 1 are fresh [R7550-4.4.6-02]
      And in it IA_PD 2 comes back [R7550-4.4.6-02]

  Rule: The whole session goes through a relay agent and over a restart

    @R7550-4.4.6-02 @R7550-4.4.6-06
    Scenario: 7550_30
      The whole session through a relay agent and over a restart of the server.

      Given leases survive a restart of the server
      And a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff and Interface-Id "em2"
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agent [R8415-19.3-01]
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200
      Given it also wants IA_PD 2
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_PD 2 was given a prefix of length 96 of 3002::/64 (NoBinding where it makes no new leases on Renew)
      And the server has recorded what IA_PD 2 was given
      When the server is restarted
      And the client sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 gives back what the client held
      When it sends a Release
      Then it receives a Reply
      And its status is Success (left out: a deviation)
      And the Relay-reply mirrors the relay agent [R8415-19.3-01]

