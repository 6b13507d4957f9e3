@release
Feature: RFC 8415 section 18.3.7, receipt of Release

  A client gives back what it no longer uses.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Release ends the leases that it names, and says Success

    @R8415-18.3.7-02 @R8415-18.3.7-01 @R8415-18.3.7-08 @R8415-18.3.7-10 @R8415-18.3.7-11
    Scenario: v6.release.known-binding
      The address is gone from the record; a Renew of it finds no binding.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Release
      Then it receives a Reply [R8415-18.3.7-01]
      And it carries the identifiers of server and client [R8415-18.3.7-10]
      And its status is Success (left out: a deviation) [R8415-18.3.7-08]
      And the server has ended the lease of IA_NA 1
      Given it claims again what it held
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 carries the status NoBinding, unless new leases are made on Renew

    @R8415-18.3.7-18
    Scenario: v6.release.several-ias
      Address and prefix in one Release are both ended.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 1
      When it sends a Release
      Then it receives a Reply
      And its status is Success (left out: a deviation)
      And in it IA_NA 1 does not carry the status NoBinding
      And in it IA_PD 1 does not carry the status NoBinding
      And the server has recorded 0 leases of the client

    @R8415-18.3.7-05
    Scenario: v6.release.one-of-two-ias
      The prefix is given back, the address stays.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 1
      When it sends a Release with IA_PD 1
      Then it receives a Reply
      And the server has ended the lease of IA_PD 1
      When it sends a Renew with IA_NA 1
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held

    @R8415-18.3.7-02
    Scenario: v6.release.after-restart
      The server was restarted in between, and ends the lease all the same.

      Given leases survive a restart of the server
      And a client bound on link 1 with IA_NA 1
      When the server is restarted
      And the client sends a Release
      Then it receives a Reply
      And in it IA_NA 1 does not carry the status NoBinding
      And the server has ended the lease of IA_NA 1

  Rule: What was released is there for others

    @R8415-18.3.7-03
    Scenario: v6.release.frees-address
      The only address goes from one client to the other.

      Given the server's only address on link 1 is 2001:db8:1::100
      And a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      When client B sends a Solicit
      Then client B receives an Advertise, or no answer while link 2 is served
      And in it IA_NA 1 carries the status NoAddrsAvail [R8415-18.3.9-22]
      When client A sends a Release
      Then client A receives a Reply
      When client B sends a Solicit
      Then client B receives an Advertise
      When client B sends a Request
      Then client B receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::100

    @R8415-18.3.7-04
    Scenario: v6.release.frees-prefix
      The only prefix goes from one client to the other.

      Given the server's only prefix on link 1 is 3001::/96
      And a client bound on link 1 with IA_PD 1
      And another client on link 1 that wants IA_PD 1
      When client B sends a Solicit
      Then client B receives an Advertise, or no answer while link 2 is served
      And in it IA_PD 1 carries the status NoPrefixAvail [R8415-18.3.9-24]
      When client A sends a Release
      Then client A receives a Reply
      And the server has ended the lease of IA_PD 1
      When client B sends a Solicit
      Then client B receives an Advertise
      When client B sends a Request
      Then client B receives a Reply
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/96

  Rule: What is not assigned to the IA is ignored

    @R8415-18.3.7-06
    Scenario: v6.release.address-of-another-client
      Client B and the unknown client C name the address of client A; A and B keep theirs.

      Given a client bound on link 1 with IA_NA 1
      And another client bound on link 1 with IA_NA 1
      And its next message names in IA_NA 1 what client A holds
      When client B sends a Release with IA_NA 1
      Then client B receives a Reply
      Given another client on link 1 that wants IA_NA 1
      And it knows the server
      And its next message names in IA_NA 1 what client A holds
      When client C sends a Release with IA_NA 1
      Then client C receives a Reply
      When client A sends a Renew
      Then client A receives a Reply
      And in it IA_NA 1 gives back what the client held
      Given client B claims again what it held
      When client B sends a Renew
      Then client B receives a Reply
      And in it IA_NA 1 gives back what the client held

    @R8415-18.3.7-07
    Scenario: v6.release.wrong-iaid
      The address stands under another IA of the same client; both IAs keep theirs.

      Given a client bound on link 1 with IA_NA 1 and IA_NA 2
      And its next message names in IA_NA 2 what it holds in IA_NA 1
      When it sends a Release with IA_NA 2
      Then it receives a Reply
      Given it claims again what it held
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_NA 2 gives back what the client held

  Rule: An IA without binding gets NoBinding and nothing else, and the message says Success

    @R8415-18.3.7-12
    Scenario: v6.release.unknown-binding
      A client that was never served releases two IAs.

      Given a client on link 1 that wants IA_NA 16909060 and IA_NA 84281096
      And it knows the server
      And its next message names 2001:db8:1::1aa in IA_NA 16909060
      And its next message names 2001:db8:dead::1 in IA_NA 84281096
      When it sends a Release with IA_NA 16909060 and IA_NA 84281096
      Then it receives a Reply
      And it carries the identifiers of server and client [R8415-18.3-05]
      And in it IA_NA 16909060 is refused with the status NoBinding
      And in it IA_NA 84281096 is refused with the status NoBinding

    @R8415-18.3.7-14
    Scenario: v6.release.unknown-binding-status-alone
      Nothing stands beside the status, neither the address nor any other option.

      Given a client on link 1 that wants IA_NA 16909060 and IA_NA 84281096
      And it knows the server
      And its next message names 2001:db8:1::1aa in IA_NA 16909060
      And its next message names 2001:db8:dead::1 in IA_NA 84281096
      When it sends a Release with IA_NA 16909060 and IA_NA 84281096
      Then it receives a Reply
      And in it IA_NA 16909060 carries the status NoBinding and nothing else
      And in it IA_NA 84281096 carries the status NoBinding and nothing else

    @R8415-18.3.7-13
    Scenario: v6.release.unknown-prefix
      A client that was never served releases a prefix.

      Given a client on link 1 that wants IA_PD 3
      And it knows the server
      And its next message names 3001::88:0:0/96 in IA_PD 3
      When it sends a Release with IA_PD 3
      Then it receives a Reply
      And in it IA_PD 3 carries the status NoBinding and nothing else

    @R8415-18.3.7-09
    Scenario: v6.release.unknown-beside-known
      One IA is bound, the other not: the message says Success.

      Given a client bound on link 1 with IA_NA 1
      And its next message names 2001:db8:dead::1 in IA_NA 5
      When it sends a Release with IA_NA 1 and IA_NA 5
      Then it receives a Reply
      And in it IA_NA 5 carries the status NoBinding and nothing else
      And its status is Success (left out: a deviation)

    @R8415-18.3.7-15
    Scenario: v6.release.known-beside-unknown
      The IA that is bound gets no NoBinding because the other one does, and is ended.

      Given a client bound on link 1 with IA_NA 1
      And its next message names 2001:db8:dead::1 in IA_NA 5
      When it sends a Release with IA_NA 1 and IA_NA 5
      Then it receives a Reply
      And in it IA_NA 1 does not carry the status NoBinding
      And the server has ended the lease of IA_NA 1

    @R8415-18.3.7-17
    Scenario: v6.release.repeated
      The first Reply was lost: the same Release comes again.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Release
      Then it receives a Reply
      And its status is Success (left out: a deviation)
      When it sends its last message again
      Then it receives a Reply
      And in it IA_NA 1 is no longer bound
      And its status is Success (left out: a deviation)

  Rule: The record may outlive the lease

    @R8415-18.3.7-16 @slow
    Scenario: v6.release.client-returns-after-expiry
      The lease ended by itself; the client gets its old address or another one.

      Given its leases have preferred lifetime 3, valid lifetime 4, T1 1 and T2 2
      And a client bound on link 1 with IA_NA 1
      When 6 seconds pass
      And the client sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200 [R8415-18.3.9-14]
