@format
Feature: RFC 8415 sections 8 and 10, the form of messages

  Headers, options at any offset, names, datagrams that are too short.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: The transaction id is 24 bits without meaning

    @R8415-8-01
    Scenario: v6.format.transaction-ids
      Zero, all ones, and one with the highest bit set.

      Given a client on link 1 that wants IA_NA 1
      And its next message has the transaction id 0
      When it sends a Solicit
      Then it receives an Advertise
      Given another client on link 1 that wants IA_NA 1
      And its next message has the transaction id 16777215
      When it sends a Solicit
      Then it receives an Advertise
      Given another client on link 1 that wants IA_NA 1
      And its next message has the transaction id 8388735
      When it sends a Solicit
      Then it receives an Advertise

  Rule: Numbers stand in network byte order

    @R8415-8-02
    Scenario: v6.format.byte-order
      IAID 0x01020304, and times whose bytes differ.

      Given its leases have preferred lifetime 3000, valid lifetime 4000, T1 1000 and T2 2000
      And a client on link 1 that wants IA_NA 16909060
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 16909060 has T1 1000 and T2 2000
      And in it IA_NA 16909060 has preferred lifetime 3000 and valid lifetime 4000

  Rule: Options follow each other without padding

    @R8415-8-03
    Scenario: v6.format.no-padding
      A search list of odd length between other options.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And it gives the option DOMAIN_LIST as "a.example.org"
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for the option DNS_SERVERS
      And it asks for the option DOMAIN_LIST
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And it carries the option DOMAIN_LIST
      And every answer keeps the rule "well-formed"

    @R8415-8-04
    Scenario: v6.format.odd-offsets
      A Client Identifier of 11 bytes puts all that follows at odd offsets.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 02 00 00 7e d9 01 02 03 04 05
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

  Rule: A datagram that is too short for a header has no answer

    @R8415-8-05
    Scenario: v6.format.short-datagrams
      Three bytes, then none; the whole Solicit is answered after each.

      Given a client on link 1 that wants IA_NA 1
      And its next message ends after 3 bytes
      When it sends a Solicit
      Then nothing comes back to it
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message ends after 0 bytes
      When it sends a Solicit
      Then nothing comes back to it
      When it sends a Solicit
      Then it receives an Advertise

    @R8415-8-05
    Scenario: v6.format.type-alone
      One byte, then two.

      Given a client on link 1 that wants IA_NA 1
      And its next message ends after 1 byte
      When it sends a Solicit
      Then nothing comes back to it
      Given its next message ends after 2 bytes
      When it sends a Solicit
      Then nothing comes back to it
      When it sends a Solicit
      Then it receives an Advertise

  Rule: Domain names are labels that end in a zero byte, and are not compressed

    @R8415-10-01
    Scenario: v6.format.names-not-compressed
      Two names with the same end.

      Given the server gives the option DOMAIN_LIST as "a.example.org, b.example.org"
      And a client on link 1
      And it asks for the option DOMAIN_LIST
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DOMAIN_LIST as "a.example.org, b.example.org"

    @R8415-10-02
    Scenario: v6.format.name
      One name.

      Given the server gives the option DOMAIN_LIST as "example.org"
      And a client on link 1
      And it asks for the option DOMAIN_LIST
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DOMAIN_LIST as "example.org"
