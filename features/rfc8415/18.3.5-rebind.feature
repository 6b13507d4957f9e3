@rebind
Feature: RFC 8415 section 18.3.5, receipt of Rebind

  A client asks any server to extend what another one gave it.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A bound IA comes back extended

    @R8415-18.3.5-01 @R8415-18.3.5-20 @R8415-18.3.5-21 @R8415-18.3.5-22
    Scenario: v6.rebind.known-binding
      An address is extended, in a Reply with the identifiers of both.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation) [R8415-18.3.5-20]
      And it carries the identifiers of server and client [R8415-18.3.5-21]
      And in it IA_NA 1 is extended

    @R8415-18.3.5-02
    Scenario: v6.rebind.known-prefix
      A prefix is extended.

      Given a client bound on link 1 with IA_PD 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_PD 1 is extended

    @R8415-18.3.5-01
    Scenario: v6.rebind.after-restart
      The server is restarted in between.

      Given leases survive a restart of the server
      And a client bound on link 1 with IA_NA 1 and IA_PD 1
      When the server is restarted
      And the client sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 is extended
      And in it IA_PD 1 is extended

    @R8415-18.3.5-25
    Scenario: v6.rebind.same-timers
      Address and prefix have one T1 and one T2.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it T1 and T2 are the same in all IAs

  Rule: A lease that does not fit the client's link comes back with lifetimes 0

    @R8415-18.3.5-05
    Scenario: v6.rebind.address-of-another-link
      The client has moved with its address. A server that files bindings by link may stay silent.

      Given a client bound on link 1 with IA_NA 1
      When it moves to link 2
      And it sends a Rebind
      Then it receives a Reply, or no answer while link 1 is served
      And in it IA_NA 1 ends what the client held (left out: a deviation)

    @R8415-18.3.5-06
    Scenario: v6.rebind.prefix-pool-replaced
      The operator has replaced the pool that the prefix came from.

      Given a client bound on link 1 with IA_PD 1
      When the server loses its prefix pools on link 1
      And the server gets prefixes of length 96 from 3009::/64 on link 1
      And the client sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served
      And in it IA_PD 1 ends what the client held (left out: a deviation)

    @R8415-18.3.5-07
    Scenario: v6.rebind.renumbered
      The operator has renumbered the link.

      Given a client bound on link 1 with IA_NA 1
      When the operator renumbers link 1 to the addresses 2001:db8:9::100 to 2001:db8:9::200
      And the client sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served
      And in it IA_NA 1 ends what the client held (left out: a deviation)

    @R8415-18.3.5-27
    Scenario: v6.rebind.one-address-off-link
      Of two addresses in one IA the foreign one is not extended.

      Given a client bound on link 1 with IA_NA 1
      And its next message also names 2001:db8:dead::1 in IA_NA 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 is known, not unbound (else: a deviation)
      And in it IA_NA 1 ends 2001:db8:dead::1 (left out: a deviation)

    @R8415-18.3.5-28
    Scenario: v6.rebind.one-foreign-prefix
      Of two prefixes in one IA the foreign one is not extended.

      Given a client bound on link 1 with IA_PD 1
      And its next message also names 2001:db8:dead::/96 in IA_PD 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_PD 1 is known, not unbound (else: a deviation)
      And in it IA_PD 1 ends 2001:db8:dead::/96 (left out: a deviation)

  Rule: What the server cannot extend it may leave out

    @R8415-18.3.5-03
    Scenario: v6.rebind.address-left-the-pool
      Whatever becomes of the address, its IA is told about.

      Given a client bound on link 1 with IA_NA 1
      When the server's addresses on link 1 become 2001:db8:1::300 to 2001:db8:1::400
      And the client sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served [R8415-18.3.5-20]
      And in it IA_NA 1 comes back [R8415-18.3.5-10]

    @R8415-18.3.5-04
    Scenario: v6.rebind.prefix-left-the-pool
      Whatever becomes of the prefix, its IA is told about.

      Given a client bound on link 1 with IA_PD 1
      When the server loses its prefix pools on link 1
      And the client sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served [R8415-18.3.5-20]
      And in it IA_PD 1 comes back [R8415-18.3.5-10]

  Rule: Without binding, an address or prefix of nowhere does not come back alive, and no Reply is empty

    @R8415-18.3.5-10 @R8415-18.3.5-08
    Scenario: v6.rebind.unknown-client-off-link
      The client was never served and names an address of no subnet: silence, or a Reply that says something of the IA.

      Given a client on link 1 that wants IA_NA 1
      And its next message names 2001:db8:dead::1 in IA_NA 1
      When it sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served
      And in it IA_NA 1 does not give 2001:db8:dead::1 [R8415-18.3.5-13]
      And in it IA_NA 1 is told about

    @R8415-18.3.5-10 @R8415-18.3.5-09
    Scenario: v6.rebind.unknown-client-foreign-prefix
      The same for a prefix of no pool.

      Given a client on link 1 that wants IA_PD 1
      And its next message names 2001:db8:dead::/96 in IA_PD 1
      When it sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served
      And in it IA_PD 1 does not give 2001:db8:dead::/96 [R8415-18.3.5-13]
      And in it IA_PD 1 is told about

  Rule: An IA without binding gets NoBinding, where no new leases are made on Rebind

    @R8415-18.3.5-16
    Scenario: v6.rebind.unknown-binding
      The client was never served and names a free address of the pool. Silence passes: the text names it only where nothing would be in the Reply.

      Given a client on link 1 that wants IA_NA 1
      And its next message names 2001:db8:1::1aa in IA_NA 1
      When it sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served
      And in it IA_NA 1 carries the status NoBinding, unless new leases are made on Rebind

    @R8415-18.3.5-17
    Scenario: v6.rebind.unknown-beside-known
      The known IA is extended, whatever the other one gets.

      Given a client bound on link 1 with IA_NA 1
      And its next message names 3001::88:0:0/96 in IA_PD 9
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And in it IA_NA 1 is extended
      And in it IA_PD 9 carries the status NoBinding, unless new leases are made on Rebind

    @R8415-18.3.5-19
    Scenario: v6.rebind.no-binding-without-rapid-commit
      The server does not commit at once, so it should make no binding on Rebind either.

      Given a client on link 1 that wants IA_NA 1
      And its next message names 2001:db8:1::1aa in IA_NA 1
      When it sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served
      And in it IA_NA 1 does not give 2001:db8:1::1aa
      And the server has recorded 0 leases of the client

    @R8415-18.3.5-13
    Scenario: v6.rebind.address-of-another-client
      An unknown client names the address of client A, who keeps it.

      Given a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      And its next message names in IA_NA 1 what client A holds
      When it sends a Rebind
      Then it receives a Reply, or no answer while link 2 is served
      And in it IA_NA 1 does not give what client A holds
      When client A sends a Renew
      Then client A receives a Reply
      And in it IA_NA 1 gives back what the client held

  Rule: The Reply carries the options that the Rebind asks for

    @R8415-18.3.5-23
    Scenario: v6.rebind.requested-options
      One that was not asked for when the client was bound.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client bound on link 1 with IA_NA 1
      And it asks for the option DNS_SERVERS
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation)
      And it carries the option DNS_SERVERS as "2001:db8::53"

    @R8415-18.3.5-24
    Scenario: v6.rebind.unasked-option
      An option that is configured and not asked for comes with its value, or not at all.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client bound on link 1 with IA_NA 1
      When it sends a Rebind
      Then it receives a Reply (no answer: a deviation) [R8415-18.3.5-20]
      And it carries the option DNS_SERVERS as "2001:db8::53", or none [R8415-18.3-07]
