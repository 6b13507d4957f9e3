@renew
Feature: RFC 8415 section 18.3.4, receipt of Renew

  A client asks the server that gave it its leases to extend them.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A bound IA comes back extended

    @R8415-18.3.4-01 @R8415-18.3.4-22 @R8415-18.3.4-23 @R8415-18.3.4-24
    Scenario: v6.renew.known-binding
      An address is extended, in a Reply with the identifiers of both.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is a DUID-EN
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      When it sends a Renew
      Then it receives a Reply [R8415-18.3.4-22]
      And it carries the identifiers of server and client [R8415-18.3.4-23]
      And in it IA_NA 1 is extended

    @R8415-18.3.4-02
    Scenario: v6.renew.known-prefix
      A prefix is extended.

      Given a client bound on link 1 with IA_PD 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_PD 1 is extended

    @R8415-18.3.4-03 @R8415-18.3.4-27
    Scenario: v6.renew.several-ias
      Three IAs of both kinds in one Renew come back in one Reply.

      Given a client bound on link 1 with IA_NA 1, IA_NA 2 and IA_PD 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_NA 2 is extended
      And in it IA_PD 1 is extended
      And in it T1 and T2 are the same in all IAs [R8415-18.3.4-27]

    @R8415-18.3.4-04 @slow
    Scenario: v6.renew.extends-the-record
      Three seconds later, twice, the record is extended to what the Reply tells the client.

      Given a client bound on link 1 with IA_NA 1
      When 3 seconds pass
      And the client sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And the server has recorded the lease of IA_NA 1
      When 3 seconds pass
      And the client sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And the server has recorded the lease of IA_NA 1

    @R8415-18.3.4-01 @R8415-18.3.1-10
    Scenario: v6.renew.after-restart
      The server is restarted between the Reply and the Renew: what it committed it still knows.

      Given leases survive a restart of the server
      And a client bound on link 1 with IA_NA 1 and IA_PD 1
      When the server is restarted
      And the client sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held [R8415-18.3.1-10]
      And in it IA_PD 1 gives back what the client held [R8415-18.3.1-11]

    @R8415-18.3.4-29
    Scenario: v6.renew.known-ia-without-lease
      The IA names no address: it is known all the same.

      Given a client bound on link 1 with IA_NA 1
      And its next message names nothing in IA_NA 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is known, not unbound (else: a deviation)

  Rule: The operator's changes reach a Renew

    @R8415-18.3.4-07
    Scenario: v6.renew.changed-lifetimes
      New lifetimes are configured: the lease comes back with the old or the new ones.

      Given a client bound on link 1 with IA_NA 1
      When the server's leases get preferred lifetime 200 and valid lifetime 250
      And the client sends a Renew
      Then it receives a Reply [R8415-18.3.4-22]
      And in it IA_NA 1 is extended [R8415-18.3.4-01]

    @R8415-18.3.4-05
    Scenario: v6.renew.address-left-the-pool
      The address is no longer in the pool: extended or not, the IA comes back.

      Given a client bound on link 1 with IA_NA 1
      When the server's addresses on link 1 become 2001:db8:1::300 to 2001:db8:1::400
      And the client sends a Renew
      Then it receives a Reply [R8415-18.3.4-22]
      And in it IA_NA 1 comes back [R8415-18.3.4-01]

  Rule: A lease that does not fit the client's link comes back with lifetimes 0

    @R8415-18.3.4-08
    Scenario: v6.renew.address-of-another-link
      The client has moved with its address.

      Given a client bound on link 1 with IA_NA 1
      When it moves to link 2
      And it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 ends what the client held (left out: a deviation)

    @R8415-18.3.4-10
    Scenario: v6.renew.prefix-of-another-link
      The client has moved with its prefix. Prefixes need not belong to a link: extended it passes too.

      Given a client bound on link 1 with IA_PD 1
      When it moves to link 2
      And it sends a Renew
      Then it receives a Reply
      And in it IA_PD 1 ends what the client held, or extends it (left out: a deviation)

    @R8415-18.3.4-09
    Scenario: v6.renew.one-address-off-link
      Of two addresses in one IA the own one is extended, the foreign one ended.

      Given a client bound on link 1 with IA_NA 1
      And its next message also names 2001:db8:dead::1 in IA_NA 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_NA 1 ends 2001:db8:dead::1

    @R8415-18.3.4-11
    Scenario: v6.renew.one-foreign-prefix
      Of two prefixes in one IA the own one is extended, the foreign one ended.

      Given a client bound on link 1 with IA_PD 1
      And its next message also names 2001:db8:dead::/96 in IA_PD 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_PD 1 is extended
      And in it IA_PD 1 ends 2001:db8:dead::/96

  Rule: What another client holds is not extended

    @R8415-18.3.4-30
    Scenario: v6.renew.address-of-another-client
      Client B names its own address and that of client A.

      Given a client bound on link 1 with IA_NA 1
      And another client bound on link 1 with IA_NA 1
      And its next message also names in IA_NA 1 what client A holds
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 comes back
      And in it IA_NA 1 does not give what client A holds
      When client A sends a Renew
      Then client A receives a Reply
      And in it IA_NA 1 gives back what the client held

  Rule: An IA without binding gets NoBinding, where no new leases are made on Renew

    @R8415-18.3.4-18
    Scenario: v6.renew.unknown-binding
      The client was never served.

      Given a client on link 1 that wants IA_NA 1
      And it knows the server
      And its next message names 2001:db8:1::1aa in IA_NA 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 carries the status NoBinding, unless new leases are made on Renew
      And it carries the identifiers of server and client [R8415-18.3-05]
      And in it IA_NA 1 holds only recorded leases, or says why it has none

    @R8415-18.3.4-20
    Scenario: v6.renew.unknown-prefix
      The client was never served, and names a free prefix.

      Given a client on link 1 that wants IA_PD 1
      And it knows the server
      And its next message names 3001::88:0:0/96 in IA_PD 1
      When it sends a Renew
      Then it receives a Reply
      And in it IA_PD 1 carries the status NoBinding, unless new leases are made on Renew
      And in it IA_PD 1 holds only recorded leases, or says why it has none

    @R8415-18.3.4-19
    Scenario: v6.renew.unknown-beside-known
      The known IA is extended, whatever the other one gets.

      Given a client bound on link 1 with IA_NA 1
      And its next message names 2001:db8:1::1aa in IA_NA 7
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      And in it IA_NA 7 carries the status NoBinding, unless new leases are made on Renew

  Rule: The Reply carries the options that the Renew asks for

    @R8415-18.3.4-25
    Scenario: v6.renew.requested-options
      One of them was not asked for when the client was bound.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And it gives the option DOMAIN_LIST as "example.com"
      And a client bound on link 1 with IA_NA 1
      And it asks for the option DNS_SERVERS
      And it asks for the option DOMAIN_LIST
      When it sends a Renew
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries the option DOMAIN_LIST as "example.com"

    @R8415-18.3.4-26
    Scenario: v6.renew.unasked-option
      An option that is configured and not asked for comes with its value, or not at all.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client bound on link 1 with IA_NA 1
      When it sends a Renew
      Then it receives a Reply [R8415-18.3.4-22]
      And in it IA_NA 1 is extended [R8415-18.3.4-01]
      And it carries the option DNS_SERVERS as "2001:db8::53", or none [R8415-18.3-07]
