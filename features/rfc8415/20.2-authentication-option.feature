@authentication
Feature: RFC 8415 section 20.2, the Authentication option

  Whether a server authenticates or not, it does so once a message.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: No message has more than one Authentication option

    @R8415-20.2-01
    Scenario: v6.authentication.once
      Over a session with every message of a client.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it goes through a session with every message
      Then every answer keeps the rule "singleton"
