@basic
Feature: Every message of a client gets its answer

  One scenario a message type, each judged as a whole: identifiers, transaction id, IAs, lifetimes, options,
  and what the server's own record says afterwards.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
    And it gives the option DNS_SERVERS as "2001:db8::53"

  Rule: A Solicit is answered with an Advertise that offers what would be assigned

    @R8415-18.3.9-14 @R8415-18.3.9-01 @R8415-18.3.9-02 @R8415-18.3.9-03 @R8415-18.3.9-09
    Scenario: v6.basic.message.solicit-advertise
      A Solicit gets an Advertise; nothing is recorded yet.

      Given a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      And it carries the identifiers of server and client [R8415-18.3.9-02]
      And it keeps the rules of every message
      And its status is no error
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_NA 1 has T1 100 and T2 200
      And it carries the option DNS_SERVERS as "2001:db8::53" [R8415-18.3.9-09]
      And the server has recorded 0 leases of the client

  Rule: A Solicit with Rapid Commit is answered with a Reply where the server allows it

    @R8415-18.3.1-06 @R8415-18.3.1-12 @R8415-18.3.1-09
    Scenario: v6.basic.message.solicit-reply
      A Solicit with Rapid Commit gets a Reply; the lease is committed.

      Given the server allows Rapid Commit
      And a client on link 1 that wants IA_NA 1
      And it asks for Rapid Commit
      When it sends a Solicit
      Then it receives a Reply
      And it carries the identifiers of server and client
      And it carries the option Rapid Commit [R8415-18.3.1-12]
      And it keeps the rules of every message
      And its status is no error
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_NA 1 has T1 100 and T2 200
      And the server has recorded the lease of IA_NA 1 [R8415-18.3.1-09]
      And the server has recorded 1 lease of the client

  Rule: A Request is answered with a Reply that assigns, and the binding is recorded

    @R8415-18.3.2-01 @R8415-18.3.2-02 @R8415-18.3.2-03 @R8415-18.3.2-04 @R8415-18.3.2-28
    Scenario: v6.basic.message.request-reply
      A Request gets a Reply; the lease is recorded.

      Given a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply [R8415-18.3.2-02]
      And it carries the identifiers of server and client [R8415-18.3.2-03]
      And it keeps the rules of every message
      And its status is no error
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_NA 1 has T1 100 and T2 200
      And it carries the option DNS_SERVERS as "2001:db8::53" [R8415-18.3.2-28]
      And the server has recorded the lease of IA_NA 1
      And the server has recorded 1 lease of the client

  Rule: A Confirm of addresses that fit the link is answered with Success

    @R8415-18.3.3-02 @R8415-18.3.3-15 @R8415-18.3.3-16 @R8415-18.3.3-17 @R8415-18.3.3-18
    Scenario: v6.basic.message.confirm-reply
      A Confirm on the right link gets Success, and changes no binding.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Confirm
      Then it receives a Reply [R8415-18.3.3-15]
      And it carries the identifiers of server and client [R8415-18.3.3-16]
      And its status is Success (left out: a deviation) [R8415-18.3.3-18]
      And it keeps the rules of every message
      And the server has recorded 1 lease of the client

  Rule: A Renew extends the lease and answers with new lifetimes

    @R8415-18.3.4-01 @R8415-18.3.4-04 @R8415-18.3.4-22 @R8415-18.3.4-23 @R8415-18.3.4-24
    Scenario: v6.basic.message.renew-reply
      A Renew gets a Reply that extends the lease, in the record too.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Renew
      Then it receives a Reply [R8415-18.3.4-22]
      And it carries the identifiers of server and client [R8415-18.3.4-23]
      And it keeps the rules of every message
      And its status is no error
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_NA 1 has T1 100 and T2 200
      And the server has recorded the lease of IA_NA 1 [R8415-18.3.4-04]
      And the server has recorded 1 lease of the client

  Rule: A Rebind extends the lease and answers with new lifetimes

    @R8415-18.3.5-01 @R8415-18.3.5-20 @R8415-18.3.5-21 @R8415-18.3.5-22
    Scenario: v6.basic.message.rebind-reply
      A Rebind names no server; the one that holds the binding extends it.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Rebind
      Then it receives a Reply [R8415-18.3.5-20]
      And it carries the identifiers of server and client [R8415-18.3.5-21]
      And it keeps the rules of every message
      And its status is no error
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_NA 1 has T1 100 and T2 200
      And the server has recorded the lease of IA_NA 1
      And the server has recorded 1 lease of the client

  Rule: A Release is answered with Success, and the lease is gone from the record

    @R8415-18.3.7-02 @R8415-18.3.7-01 @R8415-18.3.7-08 @R8415-18.3.7-10 @R8415-18.3.7-11
    Scenario: v6.basic.message.release-reply
      A Release gets Success, and the lease has ended.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Release
      Then it receives a Reply [R8415-18.3.7-01]
      And it carries the identifiers of server and client [R8415-18.3.7-10]
      And its status is Success (left out: a deviation) [R8415-18.3.7-08]
      And it keeps the rules of every message
      And the server has ended the lease of IA_NA 1

  Rule: A Decline is answered with Success, and the address is no longer the client's

    @R8415-18.3.8-01 @R8415-18.3.8-07 @R8415-18.3.8-08 @R8415-18.3.8-10 @R8415-18.3.8-11
    Scenario: v6.basic.message.decline-reply
      A Decline gets Success, and the address is no longer the client's.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Decline
      Then it receives a Reply [R8415-18.3.8-07]
      And it carries the identifiers of server and client [R8415-18.3.8-10]
      And its status is Success (left out: a deviation) [R8415-18.3.8-08]
      And it keeps the rules of every message
      And the server has ended the lease of IA_NA 1

  Rule: An Information-request is answered with the configured options, and assigns nothing

    @R8415-18.3.6-05 @R8415-18.3.6-02 @R8415-18.3.6-03 @R8415-18.3.6-04 @R8415-18.3.6-09
    Scenario: v6.basic.message.information_request-reply
      An Information-request gets the options that it asks for, and no lease.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply [R8415-18.3.6-02]
      And it carries the identifiers of server and client [R8415-18.3.6-03]
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries no IA [R8415-18.3.6-09]
      And it keeps the rules of every message
      And the server has recorded 0 leases of the client [R8415-18.3.6-09]

  Rule: An Information-request without Client Identifier is answered with what does not depend on the client

    @R8415-18.3.6-07 @R8415-18.3.6-02 @R8415-16.10-02
    Scenario: v6.basic.message.information_request-reply_without_client_id
      An Information-request without Client Identifier is answered without one.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      And its next message lacks the option Client Identifier
      When it sends an Information-request
      Then it receives a Reply
      And it carries no option Client Identifier [R8415-16.10-02]
      And it carries the identifiers of server and client [R8415-18.3.6-03]
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries no IA [R8415-18.3.6-09]
      And it keeps the rules of every message
