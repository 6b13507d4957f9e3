Feature: RFC 8415 section 18.3, server behavior

  What holds of every answer, whichever message it answers.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: Every answer names server and client

    @R8415-18.3-04 @R8415-18.3-05 @R8415-18.3-02 @R8415-18.3-03
    Scenario: v6.answer.identifiers
      A session with every message: one Server Identifier in all answers, and the client's own back.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 1
      And its DUID is a DUID-UUID
      When it goes through a session with every message
      Then every answer carries the identifiers of server and client

    @R8415-18.3-05 @R8415-18.3-04
    Scenario: v6.answer.identifiers-where-nothing-is-bound
      Renew, Release and Decline of what the server does not know.

      Given a client on link 1 that wants IA_NA 1
      And it knows the server
      And its next message names 2001:db8:1::1aa in IA_NA 1
      When it sends a Release with IA_NA 1
      Then it receives a Reply
      Given its next message names 2001:db8:1::1ab in IA_NA 1
      When it sends a Decline with IA_NA 1
      Then it receives a Reply
      Given its next message names 2001:db8:1::1ac in IA_NA 1
      When it sends a Renew with IA_NA 1
      Then it receives a Reply
      And every answer carries the identifiers of server and client

  Rule: What is asked for and configured comes, what is not configured does no harm

    @R8415-18.3-07
    Scenario: v6.answer.requested-options
      Three options in the answers to Request, Renew, Rebind and Information-request.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And it gives the option DOMAIN_LIST as "example.com"
      And it gives the option SNTP_SERVERS as "2001:db8::123"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      And it asks for the option DOMAIN_LIST
      And it asks for the option SNTP_SERVERS
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries the option DOMAIN_LIST as "example.com"
      And it carries the option SNTP_SERVERS as "2001:db8::123"
      When it sends a Renew
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries the option DOMAIN_LIST as "example.com"
      And it carries the option SNTP_SERVERS as "2001:db8::123"
      When it sends a Rebind
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries the option DOMAIN_LIST as "example.com"
      And it carries the option SNTP_SERVERS as "2001:db8::123"
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries the option DOMAIN_LIST as "example.com"
      And it carries the option SNTP_SERVERS as "2001:db8::123"

    @R8415-18.3-08
    Scenario: v6.answer.unknown-option-requested
      Options that the server does not have, one of them unknown to everybody.

      Given a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      And it asks for the option 65000
      And it asks for the option 1000
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And it carries no option DNS_SERVERS
      When it sends a Request
      Then it receives a Reply
      And its status is no error
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And it carries no option DNS_SERVERS
      And it carries no option 65000
      And it carries no option 1000

    @R8415-18.3-09
    Scenario: v6.answer.unasked-option
      The client has no Option Request at all: what it gets has the configured contents.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client on link 1 that wants IA_NA 1
      And its next message lacks the option ORO
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.9-01]
      And it carries the option DNS_SERVERS as "2001:db8::53", or none [R8415-18.3.9-09]
      Given its next message lacks the option ORO
      When it sends a Request
      Then it receives a Reply [R8415-18.3.2-02]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200 [R8415-18.3.2-19]
      And it carries the option DNS_SERVERS as "2001:db8::53", or none [R8415-18.3-07]

  Rule: The answer takes the way of the message at hand, relay agents in reverse order

    @R8415-18.3-10 @relay
    Scenario: v6.answer.relayed
      Solicit and Request through a relay agent.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agent
      When it sends a Request
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent

    @R8415-18.3-11 @relay
    Scenario: v6.answer.relayed-three-times
      Three relay agents, each with an Interface-Id of its own.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff and Interface-Id "a"
      And it is behind a relay agent with link-address :: and Interface-Id "bb"
      And it is behind a relay agent with link-address :: and Interface-Id "ccc"
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agents

    @R8415-18.3-12 @relay
    Scenario: v6.answer.another-relay-agent
      The client was bound through one relay agent; its Renew comes through another.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff and Interface-Id "first"
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      When it moves behind a relay agent with link-address 2001:db8:2::eeee and Interface-Id "second"
      And it sends a Renew
      Then it receives a Reply
      And the Relay-reply mirrors the relay agent
      And in it IA_NA 1 is extended

  Rule: A lease ends with its valid lifetime, although nobody released it

    @R8415-18.2.7-01 @slow
    Scenario: v6.answer.lease-expires
      The only address: refused to others while it is held, theirs afterwards.

      Given the server's only address on link 1 is 2001:db8:1::100
      And its leases have preferred lifetime 4, valid lifetime 5, T1 2 and T2 3
      And expired leases are free again at once
      And a client bound on link 1 with IA_NA 1
      And another client on link 1 that wants IA_NA 1
      When client B sends a Solicit
      Then client B receives an Advertise, or no answer while link 2 is served
      And in it IA_NA 1 carries the status NoAddrsAvail [R8415-18.3.9-22]
      When 9 seconds pass
      And client B sends a Solicit
      Then client B receives an Advertise
      When client B sends a Request
      Then client B receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::100
