@basic
Feature: What every answer of a server must keep

  The rules of the whole message: every answer of every scenario is held against them, and a breach is a remark there. The verdict is given
  here, a rule a scenario, over a session with every message of a client.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
    And it gives the option DNS_SERVERS as "2001:db8::53"

  Rule: The answer is of the type that answers the message: Advertise or Reply to a Solicit, Reply to any other

    @R8415-7.3-01
    Scenario: v6.message.message-type
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "message-type"

  Rule: The answer carries the transaction id of the message that it answers

    @R8415-16.1-01
    Scenario: v6.message.transaction-id
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "transaction-id"

  Rule: The answer returns the Client Identifier unchanged, and has none where none was sent

    @R8415-18.3-05 @R8415-18.3-03 @R8415-16.10-02
    Scenario: v6.message.client-id
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "client-id"

  Rule: The answer has exactly one Server Identifier, the one that the message named if it named one

    @R8415-18.3-04 @R8415-18.3-02
    Scenario: v6.message.server-id
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "server-id"

  Rule: A Reply to a Solicit has Rapid Commit, and only where the Solicit had it; no other answer has it

    @R8415-21.14-01 @R8415-18.3.1-04
    Scenario: v6.message.rapid-commit
      Over a session with every message, which begins with a Rapid Commit.

      Given the server allows Rapid Commit
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for Rapid Commit
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "rapid-commit"

  Rule: Every option has a right length and right contents

    @R8415-21.1-01
    Scenario: v6.message.well-formed
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "well-formed"

  Rule: An option that may appear once appears once; Vendor Class and Vendor-specific Information once for an enterprise

    @R8415-21-02
    Scenario: v6.message.singleton
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "singleton"

  Rule: Every option stands in a message or option that may carry it

    @R8415-21.1-02 @R8415-21.6-01 @R8415-21.22-01 @R8415-21.4-02 @R8415-21.21-02
    Scenario: v6.message.option-place
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "option-place"

  Rule: Options that a client may ask for come only where it asked for them

    @R8415-21.7-01
    Scenario: v6.message.unrequested
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "unrequested"

  Rule: Every IA in the answer is one of the message, and comes once

    @R8415-21.4-01 @R8415-21.21-01
    Scenario: v6.message.iaid
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "iaid"

  Rule: T1 is not above T2 where both are greater than 0

    @R8415-21.4-12 @R8415-21.21-09
    Scenario: v6.message.timers
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "timers"

  Rule: All IAs of a Reply that hold leases have the same T1 and T2

    @R8415-18.1-01
    Scenario: v6.message.same-timers
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "same-timers"

  Rule: T1 and T2 lie before the end of the lease that ends first

    @R8415-21.4-08 @R8415-21.21-06
    Scenario: v6.message.timers-in-lifetime
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "timers-in-lifetime"

  Rule: No preferred lifetime is above the valid lifetime

    @R8415-21.6-05 @R8415-21.22-05
    Scenario: v6.message.lifetimes
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "lifetimes"

  Rule: No address and no prefix stands twice in an answer

    @R8415-18.3.2-19
    Scenario: v6.message.duplicate-lease
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "duplicate-lease"

  Rule: An IA that says that it got nothing holds no lease

    @R8415-18.3.9-22 @R8415-18.3.9-24
    Scenario: v6.message.status-with-lease
      Over a session of a client that gets one thing and not the other.

      Given the server has no prefixes on link 1
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "status-with-lease"

  Rule: A status of an IA stands in the IA, one of the whole message in the message

    @R8415-21.4-05 @R8415-21.21-04
    Scenario: v6.message.status-place
      Over a session of a client that gets one thing and not the other.

      Given the server has no prefixes on link 1
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "status-place"

  Rule: A status code is one that this edition knows

    @R8415-21.13-04
    Scenario: v6.message.status-known
      Over a session of a client that gets one thing and not the other.

      Given the server has no prefixes on link 1
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "status-known"

  Rule: Refresh time and retransmission limits lie in their ranges

    @R8415-21.24-01 @R8415-21.25-01 @R8415-21.23-02
    Scenario: v6.message.limits
      Over a session with every message of a client.

      Given the server gives the option SOL_MAX_RT as "7200"
      And it gives the option INF_MAX_RT as "7200"
      And it gives the option INFORMATION_REFRESH_TIME as "3600"
      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      And it asks for the option SOL_MAX_RT
      When it goes through a session with every message
      Then every answer keeps the rule "limits"

  Rule: Flags that have no meaning are 0

    @R4704-4.1-03
    Scenario: v6.message.reserved-bits
      Over a session of a client that tells its name.

      Given a client on link 1 that wants IA_NA 1
      And it tells its name "client.example." in a Client FQDN
      And it asks for the option Client FQDN
      When it goes through a session with every message
      Then every answer keeps the rule "reserved-bits"
      And an answer carries the option Client FQDN, or there is nothing to judge

  Rule: N and S of the Client FQDN option are not both set; O tells that the server overrode S

    @R4704-4.1-01 @R4704-4.1-02
    Scenario: v6.message.fqdn-flags
      Over a session of a client that tells its name.

      Given a client on link 1 that wants IA_NA 1
      And it tells its name "client.example." in a Client FQDN
      And it asks for the option Client FQDN
      When it goes through a session with every message
      Then every answer keeps the rule "fqdn-flags"
      And an answer carries the option Client FQDN, or there is nothing to judge

  Rule: An excluded prefix is longer than the delegated prefix that holds it, and its bits are padded with zeros

    @R6603-4.2-01 @R6603-4.2-03
    Scenario: v6.message.excluded-prefix
      Over a session of a client whose prefix has a part that is excluded (RFC 6603).

      Given the server has no prefixes on link 1
      And it delegates on link 1 the prefix 3001::/48 without 3001:0:0:10::/64
      And a client on link 1 that wants IA_PD 2
      And it asks for the option PD_EXCLUDE
      When it goes through a session with every message
      Then every answer keeps the rule "excluded-prefix"
      And an answer carries the option PD_EXCLUDE, or there is nothing to judge

  Rule: Nothing that this edition has made obsolete is sent

    @R9915-21.12-01 @R9915-21.5-01
    Scenario: v6.message.obsolete
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "obsolete"

  Rule: An answer comes back through as many relay layers as the message came through

    @R8415-19.3-01 @R8415-19.3-06
    Scenario: v6.message.relay-layers
      Over a session with every message, through two relay agents.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it is behind a relay agent with link-address 2001:db8:1::ffff and Interface-Id "port 1"
      And it is behind a relay agent with link-address :: and Interface-Id "card 2"
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "relay-layers"

  Rule: Each Relay-reply has hop count, link address and peer address of its Relay-forward

    @R8415-19.3-03 @R8415-19.3-04 @R8415-19.3-05
    Scenario: v6.message.relay-header
      Over a session with every message, through two relay agents.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it is behind a relay agent with link-address 2001:db8:1::ffff and Interface-Id "port 1"
      And it is behind a relay agent with link-address :: and Interface-Id "card 2"
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "relay-header"

  Rule: Each Relay-reply returns the Interface-Id of its Relay-forward unchanged, and has none where none was sent

    @R8415-21.18-01 @R8415-18.3.10-04
    Scenario: v6.message.relay-interface-id
      Over a session with every message, through two relay agents.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it is behind a relay agent with link-address 2001:db8:1::ffff and Interface-Id "port 1"
      And it is behind a relay agent with link-address :: and Interface-Id "card 2"
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "relay-interface-id"

  Rule: What a Relay-reply returns of the options of its Relay-forward is unchanged; the relay port comes back always

    @R8415-19.4-01
    Scenario: v6.message.relay-echo
      Over a session with every message, through two relay agents.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it is behind a relay agent with link-address 2001:db8:1::ffff and Interface-Id "port 1"
      And it is behind a relay agent with link-address :: and Interface-Id "card 2"
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "relay-echo"

  Rule: Every option of a Relay-reply is well-formed, appears once, and may stand there or was asked for by Echo Request

    @R8415-21.1-01 @R8415-21-02
    Scenario: v6.message.relay-options
      Over a session with every message, through two relay agents.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it is behind a relay agent with link-address 2001:db8:1::ffff and Interface-Id "port 1"
      And it is behind a relay agent with link-address :: and Interface-Id "card 2"
      And it asks for the option DNS_SERVERS
      When it goes through a session with every message
      Then every answer keeps the rule "relay-options"
