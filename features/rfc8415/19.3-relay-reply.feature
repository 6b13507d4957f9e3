@relay
Feature: RFC 8415 section 19.3, Relay-reply

  The answer to a relayed message goes back through the same relay agents, level by level.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A relayed message is answered through its relay agent

    @R8415-19.3-01 @R8415-9.2-04
    Scenario: v6.relay-reply.one-level
      Advertise and Reply come in one Relay-reply each.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agent
      When it sends a Request
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent
      And every answer keeps the rule "relay-layers"

    @R8415-19.3-08
    Scenario: v6.relay-reply.every-message
      Confirm, Renew, Rebind, Information-request and Release of one client.

      Given a client bound on link 1 with IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Confirm
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent
      When it sends a Renew
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent
      When it sends a Rebind
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent
      When it sends an Information-request
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent
      When it sends a Release
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent

    @R8415-19.3-08
    Scenario: v6.relay-reply.denials
      A Decline, then a Release of what is no longer bound.

      Given a client bound on link 1 with IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Decline
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent
      Given it claims again what it held
      When it sends a Release
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent

  Rule: The levels of the answer are those of the message, in the same order

    @R8415-19.3-02 @R8415-9.2-02 @R8415-9.2-03 @R8415-19.3-04 @R8415-19.3-05
    Scenario: v6.relay-reply.two-levels
      The outer relay agent has link-address ::, the inner one is known to it by a global address.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And it is behind a relay agent with link-address ::
      And the relay agent has the peer-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agents
      When it sends a Request
      Then it receives a Reply
      And the Relay-reply mirrors the relay agents
      And every answer keeps the rule "relay-layers"

    @R8415-19.3-04
    Scenario: v6.relay-reply.two-link-addresses
      Both relay agents have an address of the client's link.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And it is behind a relay agent with link-address 2001:db8:1::2
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agents

    @R8415-19.3-06 @R8415-9.2-04
    Scenario: v6.relay-reply.three-levels
      Each level holds exactly one message.

      Given a client on link 1 that wants IA_NA 1
      And it is behind 3 relay agents, the first with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agents
      And every answer keeps the rule "relay-layers"

    @R8415-19.3-07 @R8415-7.6-03
    Scenario: v6.relay-reply.nine-levels
      Relay agents forward up to hop-count 8, which makes nine levels; no sentence names a depth that a server must serve.

      Given a client on link 1 that wants IA_NA 1
      And it is behind 9 relay agents, the first with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      And the Relay-reply mirrors the relay agents
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-7.6-03 @robust
    Scenario: v6.relay-reply.beyond-hop-count-limit
      32 levels, more than relay agents forward: the limit binds them and not the server, which must only go on serving.

      Given a client on link 1 that wants IA_NA 1
      And it is behind 32 relay agents, the first with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      And the Relay-reply mirrors the relay agents

  Rule: The hop-count is copied, not counted

    @R8415-9.2-01 @R8415-19.3-03
    Scenario: v6.relay-reply.hop-count
      Two levels with 0 and 1, as relay agents count.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And it is behind a relay agent with link-address ::
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agents

    @R8415-9.2-01 @R8415-19.3-03
    Scenario: v6.relay-reply.odd-hop-count
      A single level with 5; a server may refuse what no relay agent sends.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And the relay agent has the hop-count 5
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      And the Relay-reply mirrors the relay agent

    @R8415-19.3-03
    Scenario: v6.relay-reply.odd-hop-counts
      Two levels with 2 and 5.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And the relay agent has the hop-count 2
      And it is behind a relay agent with link-address ::
      And the relay agent has the hop-count 5
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      And the Relay-reply mirrors the relay agents

    @R8415-7.6-03 @robust
    Scenario: v6.relay-reply.greatest-hop-count
      A single level with 255: served or not, the server goes on.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And the relay agent has the hop-count 255
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      And the Relay-reply mirrors the relay agent

  Rule: What a relay agent adds stays at its level

    @R8415-19.1.1-03 @R8415-9-01
    Scenario: v6.relay-reply.interface-id
      An Interface-Id of three bytes beside a link-address that would do.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1 and Interface-Id "eth"
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agent
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And every answer keeps the rule "well-formed"

    @R8415-19.4-01
    Scenario: v6.relay-reply.options-of-each-level
      Each relay agent has its Interface-Id; one adds a Remote-ID; the client gets none of them.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1 and Interface-Id "inner"
      And the relay agent adds the option REMOTE_ID with the bytes 00 00 7e d9 67 6f 6c 64
      And it is behind a relay agent with link-address :: and Interface-Id "outer"
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agents
      And it carries no option INTERFACE_ID
      And it carries no option REMOTE_ID

    @R8415-9.1-02
    Scenario: v6.relay-forward.more-options
      Interface-Id, Remote-ID, Subscriber-ID and link-layer address, before the message and behind it.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1 and Interface-Id "port 7"
      And the relay agent adds the option REMOTE_ID with the bytes 00 00 7e d9 67 6f 6c 64
      And the relay agent adds the option SUBSCRIBER_ID with the bytes 61 62 63
      And the relay agent adds the option CLIENT_LINKLAYER_ADDR with the bytes 00 01 02 00 00 00 00 01
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agent
      Given another client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And the relay agent adds behind its message the option REMOTE_ID with the bytes 00 00 7e d9 67 6f 6c 64
      And the relay agent adds behind its message the option SUBSCRIBER_ID with the bytes 61 62 63
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agent
