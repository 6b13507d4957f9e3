@operation
Feature: RFC 8415 sections 4.2 and 6, what a server is for

  Stateless service, addresses, prefixes, both together, several of each.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A server has one DUID, and has it in every message

    @R8415-4.2-02 @R8415-11.2-02 @R8415-11.4-02
    Scenario: v6.duid.one-server-one-duid
      Over a session with every message, then on another link.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 1
      When it goes through a session with every message
      Then every answer keeps the rule "server-id"
      Given another client on link 2 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client

  Rule: A stateless client gets its options and leaves no lease behind

    @R8415-6.1-01
    Scenario: v6.stateless.no-lease
      It never solicited.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries no IA
      And the server has recorded 0 leases of the client

  Rule: Addresses fit the client's link and have lifetimes

    @R8415-6.2-01 @R8415-13.1-01
    Scenario: v6.address.of-the-link
      One client on each link.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      Given another client on link 2 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200

    @R8415-13.1-01
    Scenario: v6.address.one-client-two-links
      The same client solicits on the one link, then on the other.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it moves to link 2
      And it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200

    @R8415-6.2-02 @R8415-12.1-01 @R8415-12.1-03
    Scenario: v6.address.lifetimes
      The configured ones, or shorter.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it the lifetimes of IA_NA 1 are fresh
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it the lifetimes of IA_NA 1 are fresh

  Rule: Prefixes are those that the server was given, and have lifetimes

    @R8415-6.3-01
    Scenario: v6.prefix.of-the-pool
      Two clients get two prefixes.

      Given a client bound on link 1 with IA_PD 1
      And another client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And client B holds other leases in IA_PD 1 than client A

    @R8415-6.3-02 @R8415-12.2-01 @R8415-12.2-02
    Scenario: v6.prefix.lifetimes
      The configured ones, or shorter.

      Given a client on link 1 that wants IA_PD 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it the lifetimes of IA_PD 1 are fresh
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And in it the lifetimes of IA_PD 1 are fresh

    @R8415-6.3-03
    Scenario: v6.prefix.with-other-options
      A router asks for a prefix and for name servers in one message.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client on link 1 that wants IA_PD 1
      And it asks for the option DNS_SERVERS
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64
      And it carries the option DNS_SERVERS as "2001:db8::53"

  Rule: Addresses and prefixes come in one transaction, and several of each

    @R8415-6.4-01
    Scenario: v6.address-and-prefix.together
      One IA of each kind.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a lease, or the status NoPrefixAvail
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64

    @R8415-6.6-01
    Scenario: v6.address.three-ias
      How many are granted is policy; each comes back.

      Given a client on link 1 that wants IA_NA 1, IA_NA 2 and IA_NA 3
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds a lease, or the status NoAddrsAvail
      And in it IA_NA 2 holds a lease, or the status NoAddrsAvail
      And in it IA_NA 3 holds a lease, or the status NoAddrsAvail
      And in it each IA holds a lease of its own

    @R8415-6.6-02
    Scenario: v6.address.one-more-later
      A bound client requests a second IA_NA; the first keeps its address.

      Given a client bound on link 1 with IA_NA 1
      And it also wants IA_NA 2
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_NA 2 holds a lease, or the status NoAddrsAvail
      And in it each IA holds a lease of its own

    @R8415-6.6-03
    Scenario: v6.prefix.one-more-later
      A bound client requests a second IA_PD; the first keeps its prefix.

      Given a client bound on link 1 with IA_PD 1
      And it also wants IA_PD 2
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 gives back what the client held
      And in it IA_PD 2 holds a lease, or the status NoPrefixAvail
      And in it each IA holds a lease of its own
