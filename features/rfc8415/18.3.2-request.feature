@request
Feature: RFC 8415 section 18.3.2, receipt of Request

  A client asks one server for what that server advertised to it.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A valid Request makes a binding, which is recorded

    @R8415-18.3.2-01 @R8415-18.3.2-02 @R8415-18.3.2-03 @R8415-18.3.2-04
    Scenario: v6.request.makes-binding
      The address of the Reply is in the server's record, and a Renew is extended.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is a DUID-EN
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply [R8415-18.3.2-02]
      And it carries the identifiers of server and client [R8415-18.3.2-03]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And the server has recorded the lease of IA_NA 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended

    @R8415-18.3.2-20 @R8415-18.3.1-11
    Scenario: v6.request.makes-prefix-binding
      The prefix of the Reply is in the server's record, and a Renew is extended.

      Given a client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And the server has recorded the lease of IA_PD 1 [R8415-18.3.1-11]
      When it sends a Renew
      Then it receives a Reply
      And in it IA_PD 1 is extended

    @R8415-18.3.2-19 @R8415-18.3.2-05
    Scenario: v6.request.several-ias
      Four IAs of both kinds: each comes back with a lease or a status, and what was given is extended later.

      Given a client on link 1 that wants IA_NA 1, IA_NA 2, IA_PD 1 and IA_PD 3
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_NA 2 holds a lease, or the status NoAddrsAvail [R8415-18.3.2-05]
      And in it IA_PD 1 holds a lease, or the status NoPrefixAvail [R8415-18.3.2-05]
      And in it IA_PD 3 holds a lease, or the status NoPrefixAvail [R8415-18.3.2-05]
      And in it each IA holds a lease of its own [R8415-18.3.2-05]
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_NA 2 holds only recorded leases, or says why it has none
      And in it IA_PD 3 holds only recorded leases, or says why it has none

    @R8415-18.3.2-01
    Scenario: v6.request.reserved-leases
      Policy and configuration make the binding: what is reserved for the client is what it gets.

      Given the server reserves the address 2001:db8:1::1ee for client A
      And it reserves on link 1 the prefix 3001::ee:0:0/96 for client A
      And a client on link 1 that wants IA_NA 1 and IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::1ee to 2001:db8:1::1ee
      And in it IA_PD 1 holds a prefix of length 96 of 3001::ee:0:0/96
      And the server has recorded the lease of IA_NA 1
      And the server has recorded the lease of IA_PD 1

    @R8415-18.3.2-17
    Scenario: v6.request.reserved-for-another
      What is reserved for client B is not given to client A, who asks for it.

      Given the server reserves the address 2001:db8:1::1ee for client B
      And a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names 2001:db8:1::1ee in IA_NA 1
      When it sends a Request
      Then it receives a Reply [R8415-18.3.2-02]
      And in it IA_NA 1 does not give 2001:db8:1::1ee [R8415-18.3.2-01]

  Rule: An address that does not fit the client's link comes back as NotOnLink

    @R8415-18.3.2-06
    Scenario: v6.request.address-of-other-link
      The address is one of link 2.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names 2001:db8:2::155 in IA_NA 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 is refused with the status NotOnLink
      And the server has recorded 0 leases of the client

    @R8415-18.3.2-07
    Scenario: v6.request.address-of-unknown-link
      The address is in no subnet that the server knows.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names 2001:db8:dead::1 in IA_NA 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 is refused with the status NotOnLink
      And the server has recorded 0 leases of the client

    @R8415-18.3.2-08
    Scenario: v6.request.one-address-off-link
      The advertised address and one of link 2 in the same IA: the IA is refused.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message also names 2001:db8:2::155 in IA_NA 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 is refused with the status NotOnLink

    @R8415-18.3.2-09
    Scenario: v6.request.one-ia-off-link
      Of two IAs one names an address of link 2: that one is refused, the other served.

      Given a client on link 1 that wants IA_NA 1 and IA_NA 2
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names 2001:db8:2::155 in IA_NA 2
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail
      And in it IA_NA 2 is refused with the status NotOnLink

    @R8415-18.3.2-10 @relay
    Scenario: v6.request.relayed-address-off-link
      The client is where the link-address says, on link 2, and asks for an address of link 1.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200
      Given its next message names 2001:db8:1::155 in IA_NA 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 is refused with the status NotOnLink

    @R8415-18.3.2-34
    Scenario: v6.request.prefix-of-nowhere
      A prefix that the server may not delegate is replaced or refused with NoPrefixAvail: NotOnLink is for addresses.

      Given a client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names 2001:db8:dead::/96 in IA_PD 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 holds a lease, or the status NoPrefixAvail
      And in it IA_PD 1 does not name 2001:db8:dead::/96
      And in it IA_PD 1 holds only recorded leases, or says why it has none

  Rule: An address of another client is not given

    @R8415-18.3.2-17
    Scenario: v6.request.address-of-another
      Another address comes, or NoAddrsAvail.

      Given a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      Given its next message names in IA_NA 1 what client A holds
      When it sends a Request
      Then it receives a Reply [R8415-18.3.2-02]
      And in it IA_NA 1 does not give what client A holds [R8415-18.3.2-21]
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail [R8415-18.3.2-19]

    @R8415-18.3.2-18
    Scenario: v6.request.prefix-of-another
      Another prefix comes, or NoPrefixAvail.

      Given a client bound on link 1 with IA_PD 1
      And another client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      Given its next message names in IA_PD 1 what client A holds
      When it sends a Request
      Then it receives a Reply [R8415-18.3.2-02]
      And in it IA_PD 1 does not give what client A holds [R8415-18.3.2-22]
      And in it IA_PD 1 holds a lease, or the status NoPrefixAvail [R8415-18.3.2-20]

    @R8415-18.3.2-21
    Scenario: v6.request.taken-and-free-address
      One IA names a taken and a free address: the taken one does not come back in whatever form.

      Given a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message also names in IA_NA 1 what client A holds
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 does not name what client A holds
      And in it IA_NA 1 holds only recorded leases, or says why it has none

    @R8415-18.3.2-22
    Scenario: v6.request.taken-and-free-prefix
      One IA names a taken and a free prefix: the taken one does not come back in whatever form.

      Given a client bound on link 1 with IA_PD 1
      And another client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message also names in IA_PD 1 what client A holds
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 does not name what client A holds
      And in it IA_PD 1 holds only recorded leases, or says why it has none

  Rule: T1 and T2 are the same in all IAs of the Reply

    @R8415-18.3.2-26 @R8415-18.3.2-23
    Scenario: v6.request.same-timers-when-an-ia-joins
      A prefix joins an address that is bound for two seconds already.

      Given a client bound on link 1 with IA_NA 1 and IA_NA 2
      And it also wants IA_PD 2
      When 2 seconds pass
      And the client sends a Request
      Then it receives a Reply
      And in it T1 and T2 are the same in all IAs

  Rule: A Request for what is bound already is answered with the binding

    @R8415-18.3.2-29
    Scenario: v6.request.bound-already
      A new Request, once with the address and once with an empty IA, gets the same address.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And the server has recorded 1 lease of the client
      Given its next message names nothing in IA_NA 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And the server has recorded 1 lease of the client

    @R8415-18.3.2-30
    Scenario: v6.request.prefix-bound-already
      A new Request, once with the prefix and once with an empty IA, gets the same prefix.

      Given a client bound on link 1 with IA_PD 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 is extended
      And the server has recorded 1 lease of the client
      Given its next message names nothing in IA_PD 1
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 is extended
      And the server has recorded 1 lease of the client

  Rule: A repeated Request gets an answer of its own, never one out of a cache

    @R8415-18.3.2-31 @slow
    Scenario: v6.request.repeated
      Two seconds later the same Request comes again: what the Reply says fits the record at that time.

      Given a client bound on link 1 with IA_NA 1
      When 2 seconds pass
      And the client sends its last message again
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And the server has recorded the lease of IA_NA 1
      And the server has recorded 1 lease of the client

    @R8415-18.3.2-32
    Scenario: v6.request.same-transaction-other-options
      Another Request under the same transaction id asks for another option.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And it gives the option DOMAIN_LIST as "example.com"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53" [R8415-18.3.2-28]
      Given its next message has the transaction id of its last
      And it asks for the option DOMAIN_LIST
      When it sends a Request
      Then it receives a Reply
      And it carries the option DOMAIN_LIST as "example.com"
      And in it IA_NA 1 gives back what the client held

    @R8415-18.3.2-33
    Scenario: v6.request.repeated-after-reconfiguration
      The operator changes an option; the very same Request gets the new value.

      Given the server gives the option DNS_SERVERS as "2001:db8::a1"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::a1"
      When the server's option DNS_SERVERS becomes "2001:db8::a2"
      And the client sends its last message again
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::a2"

  Rule: The Reply carries the options that the Request asks for

    @R8415-18.3.2-28
    Scenario: v6.request.requested-options
      Two options that are configured and asked for.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And it gives the option DOMAIN_LIST as "example.com"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      And it asks for the option DOMAIN_LIST
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries the option DOMAIN_LIST as "example.com"
