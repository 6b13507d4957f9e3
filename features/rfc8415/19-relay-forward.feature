@relay
Feature: RFC 8415 sections 7.2, 8 and 9.1, Relay-forwards that are not as they should be

  A relay agent brings nothing, or something that is no message. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Relay-forward without a message brings nothing to answer

    @R8415-9.1-01
    Scenario: v6.relay-forward.without-message
      The same relay agent with a message is answered before and after.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1 and Interface-Id "port 7"
      When it sends a Solicit
      Then it receives an Advertise
      Given the relay agent loses the message
      When it sends a Solicit
      Then nothing comes back to it
      Given the relay agent works again
      When it sends a Solicit
      Then it receives an Advertise

    @R8415-8-05
    Scenario: v6.relay-forward.message-of-three-bytes
      The message inside is shorter than its header.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message ends after 3 bytes
      When it sends a Solicit
      Then nothing comes back to it
      When it sends a Solicit
      Then it receives an Advertise

    @R8415-8-05
    Scenario: v6.relay-forward.empty-message
      The Relay Message option has length 0.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message ends after 0 bytes
      When it sends a Solicit
      Then nothing comes back to it
      When it sends a Solicit
      Then it receives an Advertise

  Rule: A relay agent is answered at UDP port 547

    @R8415-7.2-04
    Scenario: v6.relay-reply.port
      From port 547, then from another one.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      And it came to UDP port 547
      Given its next message comes from UDP port 40547
      When it sends a Solicit
      Then it receives an Advertise
      And it came to UDP port 547
