@advertise
Feature: RFC 8415 section 18.3.9, construction of Advertise

  What a server offers is what it would assign.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: An Advertise names server and client

    @R8415-18.3.9-01 @R8415-18.3.9-02 @R8415-18.3.9-03 @R8415-18.3-02 @R8415-18.3-03
    Scenario: v6.advertise.identifiers
      Two clients, one with a DUID of another kind: each finds its own identifier, and the same server.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is a DUID-UUID
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client [R8415-18.3.9-03]
      Given another client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client [R8415-18.3.9-02]

    @R8415-18.3-01
    Scenario: v6.advertise.each-solicit
      One client asks five times in a row and is answered each time.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Solicit
      Then it receives an Advertise

  Rule: The administrator sets the preference; it is 0 where none is set

    @R8415-18.3.9-05
    Scenario: v6.advertise.preference
      The configured value is sent.

      Given the server has preference 200
      And a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the option PREFERENCE as "200"

    @R8415-18.3.9-05
    Scenario: v6.advertise.highest-preference
      The value with which a client need not wait for other servers.

      Given the server has preference 255
      And a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the option PREFERENCE as "255"

    @R8415-18.3.9-06 @R8415-18.3.9-04
    Scenario: v6.advertise.no-preference
      Nothing is configured: no Preference, or 0.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the option PREFERENCE as "0", or none

  Rule: An Advertise carries the options that are asked for, as the Reply will

    @R8415-18.3.9-09
    Scenario: v6.advertise.requested-options
      Three options are configured and asked for.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And it gives the option DOMAIN_LIST as "example.com"
      And it gives the option SNTP_SERVERS as "2001:db8::123"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      And it asks for the option DOMAIN_LIST
      And it asks for the option SNTP_SERVERS
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries the option DOMAIN_LIST as "example.com"
      And it carries the option SNTP_SERVERS as "2001:db8::123"

    @R8415-18.3.9-08
    Scenario: v6.advertise.same-options-as-reply
      Whatever options the Reply has, the Advertise had them with the same contents.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And it gives the option DOMAIN_LIST as "example.com"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      And it asks for the option DOMAIN_LIST
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And it carries the options of the Advertise

    @R8415-18.3.9-10
    Scenario: v6.advertise.options-without-lease
      Nothing is left to give, the option comes all the same.

      Given the server's only address on link 1 is 2001:db8:1::100
      And the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 carries the status NoAddrsAvail
      And it carries the option DNS_SERVERS as "2001:db8::53"

    @R8415-18.3.9-13
    Scenario: v6.advertise.unasked-option
      An option that is configured and not asked for comes with its value, or not at all.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And it gives the option DOMAIN_LIST as "example.com"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      And it carries the option DNS_SERVERS as "2001:db8::53" [R8415-18.3.9-09]
      And it carries the option DOMAIN_LIST as "example.com", or none [R8415-18.3.9-09]

    @R8415-18.3.9-11
    Scenario: v6.advertise.container-option
      The client asks for a container of MAP-E; what is configured to stand in it comes inside, without being asked for.

      Given the server gives the option S46_CONT_MAPE as "0x0059000d001018c00002002820010db8ee005a001020010db8000000000000000000000001"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option S46_CONT_MAPE
      When it sends a Solicit
      Then it receives an Advertise
      And in it the option S46_CONT_MAPE carries S46_RULE
      And in it the option S46_CONT_MAPE carries S46_BR
      And it carries no option S46_RULE
      And it carries no option S46_BR

    @R8415-18.3.9-12
    Scenario: v6.advertise.excluded-prefix-asked-for
      A client that asks for PD_EXCLUDE gets the excluded prefix inside its prefix; one that does not, does not.

      Given the server has no prefixes on link 1
      And it delegates on link 1 the prefix 2001:db8:8::/56 without 2001:db8:8:ff::/64
      And a client on link 1 that wants IA_PD 1
      And it asks for the option PD_EXCLUDE
      When it sends a Solicit
      Then it receives an Advertise
      And in it the lease of IA_PD 1 carries the option PD_EXCLUDE
      Given another client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it the lease of IA_PD 1 carries no option PD_EXCLUDE

  Rule: An Advertise offers a lease in every IA that can get one

    @R8415-18.3.9-14
    Scenario: v6.advertise.address
      An empty IA_NA gets an address of the pool.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-18.3.9-15
    Scenario: v6.advertise.prefix
      An empty IA_PD gets a prefix of the pool, of the configured length.

      Given a client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64

    @R8415-18.3.9-16
    Scenario: v6.advertise.every-ia
      Two IAs of each kind: each has a lease of its own, or says why not.

      Given a client on link 1 that wants IA_NA 1, IA_NA 2, IA_PD 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail
      And in it IA_NA 2 holds a lease, or the status NoAddrsAvail
      And in it IA_PD 1 holds a lease, or the status NoPrefixAvail
      And in it IA_PD 2 holds a lease, or the status NoPrefixAvail
      And in it each IA holds a lease of its own

    @R8415-18.3.9-16
    Scenario: v6.advertise.one-address-for-two-ias
      Two IAs and one address: it cannot be assigned to both, so to offer it twice is a deviation.

      Given the server's only address on link 1 is 2001:db8:1::100
      And a client on link 1 that wants IA_NA 1 and IA_NA 2
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail
      And in it IA_NA 2 holds a lease, or the status NoAddrsAvail
      And in it each IA holds a lease of its own (else: a deviation)

  Rule: A hint may be followed

    @R8415-18.3.9-17
    Scenario: v6.advertise.address-hint
      A free address of the pool.

      Given a client on link 1 that wants IA_NA 1
      And it hints at 2001:db8:1::1aa/128 for IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200 [R8415-18.3.9-14]

    @R8415-18.3.9-18
    Scenario: v6.advertise.prefix-hint
      A free prefix of the pool.

      Given a client on link 1 that wants IA_PD 1
      And it hints at 3001::5:0:0/96 for IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64 [R8415-18.3.9-15]

    @R8415-18.3.9-19
    Scenario: v6.advertise.length-hint
      A length that one of two pools has.

      Given the server delegates on link 1 prefixes of length 100 from 3003::/64
      And a client on link 1 that wants IA_PD 1
      And it hints at ::/100 for IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64 or of length 100 of 3003::/64 [R8415-18.3.9-15]

  Rule: A hint that will not be assigned does not come back

    @R8415-18.3.9-20
    Scenario: v6.advertise.address-hint-of-nowhere
      An address of no subnet, one of the other link and one of another client.

      Given a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      And it hints at 2001:db8:dead::1/128 for IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 does not name 2001:db8:dead::1
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail
      Given it hints at 2001:db8:2::155/128 for IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 does not name 2001:db8:2::155
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail
      Given its next message names in IA_NA 1 what client A holds
      When client B sends a Solicit
      Then client B receives an Advertise
      And in it IA_NA 1 does not name what client A holds
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail

    @R8415-18.3.9-20
    Scenario: v6.advertise.unspecified-address-hint
      The unspecified address as hint: the message may be held invalid.

      Given a client on link 1 that wants IA_NA 1
      And it hints at ::/128 for IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise, or no answer while link 2 is served
      And in it IA_NA 1 does not name ::

    @R8415-18.3.9-21
    Scenario: v6.advertise.prefix-hint-of-nowhere
      A prefix of no pool, and one of another client.

      Given a client bound on link 1 with IA_PD 1
      And another client on link 1 that wants IA_PD 1
      And it hints at 2001:db8:dead::/96 for IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_PD 1 does not name 2001:db8:dead::/96
      And in it IA_PD 1 holds a lease, or the status NoPrefixAvail
      Given its next message names in IA_PD 1 what client A holds
      When client B sends a Solicit
      Then client B receives an Advertise
      And in it IA_PD 1 does not name what client A holds
      And in it IA_PD 1 holds a lease, or the status NoPrefixAvail

    @R8415-18.3.9-21
    Scenario: v6.advertise.prefix-hint-of-everything
      All of IPv6 as hint: the message may be held invalid.

      Given a client on link 1 that wants IA_PD 1
      And it hints at ::/0 for IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise, or no answer while link 2 is served
      And in it IA_PD 1 does not name ::/0

  Rule: An IA that gets nothing says so, without lease

    @R8415-18.3.9-22
    Scenario: v6.advertise.pool-exhausted
      The only address is taken.

      Given the server's only address on link 1 is 2001:db8:1::100
      And a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 carries the status NoAddrsAvail
      And it carries the identifiers of server and client [R8415-18.3-02]

    @R8415-18.3.9-24
    Scenario: v6.advertise.prefixes-exhausted
      The only prefix is taken.

      Given the server's only prefix on link 1 is 3001::/96
      And a client bound on link 1 with IA_PD 1
      And another client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_PD 1 carries the status NoPrefixAvail

    @R8415-18.3.9-25
    Scenario: v6.advertise.no-prefix-pool
      Addresses but no prefixes: the one is offered, the other refused.

      Given the server has no prefixes on link 1
      And a client on link 1 that wants IA_NA 1 and IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 1 carries the status NoPrefixAvail
      And its status is no error

    @R8415-18.3.9-26
    Scenario: v6.advertise.no-address-pool
      Prefixes but no addresses: the one is offered, the other refused.

      Given the server has no addresses on link 1
      And a client on link 1 that wants IA_NA 1 and IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And in it IA_NA 1 carries the status NoAddrsAvail
      And its status is no error
