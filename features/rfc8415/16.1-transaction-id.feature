@format
Feature: RFC 8415 sections 16.1 and 16.10, which answer belongs to which message

  The transaction id ties an answer to its message, the Client Identifier to its client.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
    And it gives the option DNS_SERVERS as "2001:db8::53"

  Rule: Each answer has the transaction id of its own message and answers that one

    @R8415-16.1-01
    Scenario: v6.transaction-id.three-at-once
      One client sends three Solicits without waiting, and asks for other options in each.

      Given the server gives the option DOMAIN_LIST as "example.org"
      And a client on link 1 that wants IA_NA 1
      And it asks for the option DNS_SERVERS
      And another client on link 1 that wants IA_NA 1
      And its DUID is that of client A
      And it asks for the option DOMAIN_LIST
      And another client on link 1 that wants IA_NA 1
      And its DUID is that of client A
      And it asks for the option DNS_SERVERS
      And it asks for the option DOMAIN_LIST
      When client A sends a Solicit
      And client B sends a Solicit
      And client C sends a Solicit
      Then client A receives an Advertise
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And client B receives an Advertise
      And it carries the option DOMAIN_LIST as "example.org"
      And client C receives an Advertise
      And it carries the option DNS_SERVERS as "2001:db8::53"
      And it carries the option DOMAIN_LIST as "example.org"

  Rule: A Reply returns the Client Identifier as it was sent

    @R8415-16.10-01
    Scenario: v6.reply.client-id-unchanged
      21 bytes of the type 65535, over a session with every message.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes ff ff 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13
      When it goes through a session with every message
      Then every answer keeps the rule "client-id"
