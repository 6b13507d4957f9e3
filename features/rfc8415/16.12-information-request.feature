@information-request
Feature: RFC 8415 section 16.12, validation of Information-request

  Which Information-requests a server discards, and which it may not. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
    And it gives the option DNS_SERVERS as "2001:db8::53"

  Rule: An Information-request that names another server is left to that server

    @R8415-16.12-01 @R8415-14-02
    Scenario: v6.information_request.for-another-server
      The Server Identifier differs in its last byte; without one the client is answered.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      Given its next message names another server
      When it sends an Information-request
      Then it receives no answer

  Rule: An Information-request that names this server is answered

    @R8415-16.12-02
    Scenario: v6.information_request.for-this-server
      As a client sends it after a Reconfigure.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      Given its next message names the server
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"

  Rule: An Information-request with an IA is discarded

    @R8415-16.12-03
    Scenario: v6.information_request.with-ia-na
      Section 16.12 wants silence, the opening of section 16 allows an answer that leaves the IA alone; a lease is wrong by both.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      When it sends an Information-request with IA_NA 1
      Then it receives no answer, or one without IA
      And the server has recorded 0 leases of the client

    @R8415-16.12-04
    Scenario: v6.information_request.with-ia-pd
      The same with an IA_PD.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      When it sends an Information-request with IA_PD 1
      Then it receives no answer, or one without IA
      And the server has recorded 0 leases of the client

    @R8415-16.12-05
    Scenario: v6.information_request.with-ia-ta
      The same with an IA_TA.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      When it sends an Information-request with IA_TA 1
      Then it receives no answer, or one without IA
      And the server has recorded 0 leases of the client
