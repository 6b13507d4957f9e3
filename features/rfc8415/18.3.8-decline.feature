@decline
Feature: RFC 8415 section 18.3.8, receipt of Decline

  A client found that somebody else uses an address that the server gave it.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Decline takes the address from the client, and says Success

    @R8415-18.3.8-01 @R8415-18.3.8-07 @R8415-18.3.8-10 @R8415-18.3.8-11
    Scenario: v6.decline.known-binding
      The address is no longer the client's in the server's record.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Decline
      Then it receives a Reply [R8415-18.3.8-07]
      And it carries the identifiers of server and client [R8415-18.3.8-10]
      And the server has ended the lease of IA_NA 1

    @R8415-18.3.8-01
    Scenario: v6.decline.then-renew
      A Renew does not bring the address back.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Decline
      Then it receives a Reply
      Given it claims again what it held
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 does not hold what was declined

    @R8415-18.3.8-08
    Scenario: v6.decline.success
      The message as a whole says Success.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Decline
      Then it receives a Reply
      And its status is Success (left out: a deviation)

    @R8415-18.3.8-01
    Scenario: v6.decline.after-restart
      The server was restarted in between, and takes the address away all the same.

      Given leases survive a restart of the server
      And a client bound on link 1 with IA_NA 1
      When the server is restarted
      And the client sends a Decline
      Then it receives a Reply
      And in it IA_NA 1 does not carry the status NoBinding
      And the server has ended the lease of IA_NA 1

  Rule: What is not assigned to the IA is ignored

    @R8415-18.3.8-02
    Scenario: v6.decline.address-of-another-client
      Client B declines the address of client A; both keep theirs.

      Given a client bound on link 1 with IA_NA 1
      And another client bound on link 1 with IA_NA 1
      And its next message names in IA_NA 1 what client A holds
      When client B sends a Decline with IA_NA 1
      Then client B receives a Reply
      When client A sends a Renew
      Then client A receives a Reply
      And in it IA_NA 1 gives back what the client held
      Given client B claims again what it held
      When client B sends a Renew
      Then client B receives a Reply
      And in it IA_NA 1 gives back what the client held

  Rule: What was declined goes to nobody

    @R8415-18.3.8-03
    Scenario: v6.decline.kept-from-others
      Of two addresses one is declined: the next client gets the other, and the one after it nothing.

      Given the server's only addresses on link 1 are 2001:db8:1::100 to 2001:db8:1::101
      And a client bound on link 1 with IA_NA 1
      When it sends a Decline
      Then it receives a Reply [R8415-18.3.8-07]
      Given another client on link 1 that wants IA_NA 1
      And it hints at what was declined for IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::101
      And in it IA_NA 1 does not hold what was declined
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise, or no answer while link 2 is served
      And in it IA_NA 1 does not hold what was declined

    @R8415-18.3.8-04
    Scenario: v6.decline.kept-from-the-client
      Nor is it given to the same client at once; if it is, that is a deviation.

      Given the server's only addresses on link 1 are 2001:db8:1::100 to 2001:db8:1::101
      And a client bound on link 1 with IA_NA 1
      When it sends a Decline
      Then it receives a Reply [R8415-18.3.8-07]
      Given it hints at what was declined for IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 does not hold what was declined

    @R8415-18.3.8-06 @slow
    Scenario: v6.decline.probation
      After the probation time the address may be offered again, before it not.

      Given the server's only address on link 1 is 2001:db8:1::100
      And declined addresses are kept back for 3 seconds
      And a client bound on link 1 with IA_NA 1
      When it sends a Decline
      Then it receives a Reply [R8415-18.3.8-07]
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise, or no answer while link 2 is served [R8415-18.3.9-01]
      And in it IA_NA 1 does not hold what was declined [R8415-18.3.8-03]
      When 6 seconds pass
      And it sends a Solicit
      Then it receives an Advertise, or no answer while link 2 is served [R8415-18.3.9-01]
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail [R8415-18.3.9-14]

  Rule: An IA without binding gets NoBinding and nothing else, and the message says Success

    @R8415-18.3.8-12
    Scenario: v6.decline.unknown-binding
      A client that was never served declines two IAs; the address that it names stays free for others.

      Given the server's only address on link 1 is 2001:db8:1::100
      And a client on link 1 that wants IA_NA 16909060 and IA_NA 84281096
      And it knows the server
      And its next message names 2001:db8:1::100 in IA_NA 16909060
      And its next message names 2001:db8:dead::1 in IA_NA 84281096
      When it sends a Decline with IA_NA 16909060 and IA_NA 84281096
      Then it receives a Reply
      And in it IA_NA 16909060 is refused with the status NoBinding
      And in it IA_NA 84281096 is refused with the status NoBinding
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::100

    @R8415-18.3.8-13
    Scenario: v6.decline.unknown-binding-status-alone
      Nothing stands beside the status, neither the address nor any other option.

      Given a client on link 1 that wants IA_NA 16909060 and IA_NA 84281096
      And it knows the server
      And its next message names 2001:db8:1::1aa in IA_NA 16909060
      And its next message names 2001:db8:dead::1 in IA_NA 84281096
      When it sends a Decline with IA_NA 16909060 and IA_NA 84281096
      Then it receives a Reply
      And in it IA_NA 16909060 carries the status NoBinding and nothing else
      And in it IA_NA 84281096 carries the status NoBinding and nothing else

    @R8415-18.3.8-09
    Scenario: v6.decline.unknown-beside-known
      One IA is bound, the other not: the message says Success.

      Given a client bound on link 1 with IA_NA 1
      And its next message names 2001:db8:dead::1 in IA_NA 5
      When it sends a Decline with IA_NA 1 and IA_NA 5
      Then it receives a Reply
      And in it IA_NA 5 carries the status NoBinding and nothing else
      And its status is Success (left out: a deviation)

    @R8415-18.3.8-14
    Scenario: v6.decline.repeated
      The first Reply was lost: the same Decline comes again.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Decline
      Then it receives a Reply
      And its status is Success (left out: a deviation)
      When it sends its last message again
      Then it receives a Reply
      And in it IA_NA 1 is no longer bound
      And its status is Success (left out: a deviation)
