@identity
Feature: RFC 8415 section 11, DUIDs

  A server compares DUIDs byte by byte and looks into none.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A client is known by its DUID

    @R8415-11-01
    Scenario: v6.duid.reservation
      An address is reserved for one DUID; the DUID that differs in its last byte gets another.

      Given the server reserves the address 2001:db8:1::77 for client A
      And a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::77 to 2001:db8:1::77
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 does not give 2001:db8:1::77

    @R8415-11-02
    Scenario: v6.duid.all-bytes-count
      Three DUIDs: one, one that differs in its last byte, one that is longer by a byte.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 03 00 01 02 00 00 00 0b 01
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      Given another client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 03 00 01 02 00 00 00 0b 02
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And client B holds other leases in IA_NA 1 than client A
      Given another client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 03 00 01 02 00 00 00 0b 01 00
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And client C holds other leases in IA_NA 1 than client A
      And client C holds other leases in IA_NA 1 than client B
      When client A sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended

    @R8415-11-04
    Scenario: v6.duid.link-layer-address-inside
      A DUID-LL and a DUID-LLT made of the same link-layer address are two clients.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 03 00 01 02 00 00 00 0b 01
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      Given another client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 01 00 01 11 22 33 44 02 00 00 00 0b 01
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And client B holds other leases in IA_NA 1 than client A
      When client A sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended

    @R8415-11-05
    Scenario: v6.duid.other-link-layer-address
      The link-layer address in the DUID is not that of the frame.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 03 00 01 02 be ef 00 00 01
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

  Rule: Every type of DUID is accepted

    @R8415-11-08
    Scenario: v6.duid.llt
      Link-layer address and time.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is a DUID-LLT
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-08
    Scenario: v6.duid.en
      Enterprise number.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is a DUID-EN
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-08
    Scenario: v6.duid.ll
      Link-layer address.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is a DUID-LL
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-08
    Scenario: v6.duid.uuid
      UUID.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is a DUID-UUID
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-07
    Scenario: v6.duid.type-5
      The first type that nobody defined.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 05 01 02 03 04 05 06 07 08 09 0a
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And it carries the identifiers of server and client
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-07
    Scenario: v6.duid.type-255
      A type that nobody defined.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 ff 01 02 03 04 05 06 07 08 09 0a
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And it carries the identifiers of server and client
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-07
    Scenario: v6.duid.type-65535
      The last type that there can be.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes ff ff 01 02 03 04 05 06 07 08 09 0a
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And it carries the identifiers of server and client
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

  Rule: What is in a DUID is not checked

    @R8415-11-06
    Scenario: v6.duid.unknown-hardware-type
      A DUID-LL of hardware type 65535 with an address of one byte.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 03 ff ff 01
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-06
    Scenario: v6.duid.llt-cut-short
      A DUID-LLT that ends in its time.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 01 00 01 aa
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-06
    Scenario: v6.duid.short-uuid
      A DUID-UUID with three bytes of a UUID.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 04 01 02 03
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11-06
    Scenario: v6.duid.enterprise-zero
      A DUID-EN of the enterprise 0.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 02 00 00 00 00 01
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

  Rule: A DUID has a type of 2 bytes and 1 to 128 more

    @R8415-11.1-01 @R8415-11.2-01 @R8415-11.4-01 @R8415-11.5-01
    Scenario: v6.duid.of-the-server
      The server's own.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And the server's DUID has a legal length
      And the hardware type in the server's DUID is an assigned one [R8415-11.2-01]

    @R8415-11.1-02
    Scenario: v6.duid.shortest
      Three bytes.

      Given a client on link 1 that wants IA_NA 1
      And its DUID has the bytes 00 ff 01
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      When it sends a Request
      Then it receives a Reply
      And it carries the identifiers of server and client
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-11.1-03
    Scenario: v6.duid.longest
      130 bytes; two clients differ in the last byte only.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is 130 bytes long
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      Given another client on link 1 that wants IA_NA 1
      And its DUID is 130 bytes long
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And client B holds other leases in IA_NA 1 than client A

    @R8415-11.1-03
    Scenario: v6.duid.128-bytes
      128 bytes, the greatest DUID that RFC 3315 knew; two clients differ in the last byte only.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is 128 bytes long
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      Given another client on link 1 that wants IA_NA 1
      And its DUID is 128 bytes long
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And client B holds other leases in IA_NA 1 than client A

    @R8415-11.1-04 @robust
    Scenario: v6.duid.too-long
      131 bytes, then 1000: no DUID. Served whole or not at all; the server goes on.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is 131 bytes long
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      And it carries the identifiers of server and client
      Given another client on link 1 that wants IA_NA 1
      And its DUID is 1000 bytes long
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      And it carries the identifiers of server and client
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise

    @R8415-11.1-05 @robust
    Scenario: v6.duid.too-short
      One byte, then two: no DUID. Served or not; the server goes on.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is 1 byte long
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      Given another client on link 1 that wants IA_NA 1
      And its DUID is 2 bytes long
      When it sends a Solicit
      Then it receives an Advertise, or no answer
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise

  Rule: The server's DUID stays

    @R8415-11-09 @R8415-11.2-03 @R8415-11.3-02
    Scenario: v6.duid.after-restart
      The same before and after a restart.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When the server is restarted
      And it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client
