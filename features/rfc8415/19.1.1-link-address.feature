@relay
Feature: RFC 8415 sections 13.1 and 19.1.1, the link of a relayed client

  The link-address says where the client is; the link on which the Relay-forward came in does not.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: The link-address decides which link a relayed client is on

    @R8415-19.1.1-01 @R8415-13.1-02
    Scenario: v6.relay.link-address
      The relay agent sends on link 1 for a client of link 2.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200

    @R8415-19.1.1-01
    Scenario: v6.relay.link-of-no-interface
      The client's link is none that the server is on.

      Given the server serves behind relay agents the addresses 2001:db8:3::100 to 2001:db8:3::200
      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:3::1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:3::100 to 2001:db8:3::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:3::100 to 2001:db8:3::200

    @R8415-19.1.1-02
    Scenario: v6.relay.options-of-the-link
      DNS servers differ from link to link; an Information-request through a relay agent gets those of the client's link.

      Given the server gives in 2001:db8:1::/64 the option DNS_SERVERS as "2001:db8::1"
      And it gives in 2001:db8:2::/64 the option DNS_SERVERS as "2001:db8::2"
      And a client on link 1
      And it is behind a relay agent with link-address 2001:db8:2::1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::2"

    @R8415-6.1-02
    Scenario: v6.relay.stateless
      An Information-request through a relay agent is answered through it.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client on link 1
      And it is behind a relay agent with link-address 2001:db8:2::1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And the Relay-reply mirrors the relay agent

  Rule: A link-address of zero says nothing; the one of another level counts

    @R8415-13.1-03
    Scenario: v6.relay.inner-link-address-zero
      A lightweight relay agent has no address of the link; the relay agent behind it has one.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address :: and Interface-Id "port 7"
      And it is behind a relay agent with link-address 2001:db8:2::1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200

    @R8415-13.1-04
    Scenario: v6.relay.outer-link-address-zero
      Only the relay agent next to the client names the link.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::1
      And it is behind a relay agent with link-address ::
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200

    @R8415-13.1-05
    Scenario: v6.relay.no-link-address
      No level names the link: the link on which the message came in, or nothing.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address :: and Interface-Id "port 7"
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      And in it IA_NA 1 holds no address of 2001:db8:2:: to 2001:db8:2:ffff:ffff:ffff:ffff:ffff

  Rule: Of several link-addresses the innermost is taken in general

    @R8415-13.1-06
    Scenario: v6.relay.innermost-link-address
      The outer relay agent is on link 1, the client on link 2.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:2::100 to 2001:db8:2::200 (of 2001:db8:1::100 to 2001:db8:1::200: a deviation)
