@request
Feature: RFC 8415 section 16.4, validation of Request

  Which Requests a server discards. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Request without Server Identifier is discarded

    @R8415-16.4-01
    Scenario: v6.request.without-server-id
      No lease is made; the whole Request is answered.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message lacks the option Server Identifier
      When it sends a Request
      Then it receives no answer, or the status UnspecFail
      And the server has recorded 0 leases of the client
      When it sends a Request
      Then it receives a Reply

  Rule: A Request that names another server is left to that server

    @R8415-16.4-02 @R8415-14-02
    Scenario: v6.request.for-another-server
      The Server Identifier differs in its last byte. Only the server that is named may answer, so even UnspecFail is wrong.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names another server
      When it sends a Request
      Then it receives no answer
      And the server has recorded 0 leases of the client
      When it sends a Request
      Then it receives a Reply

    @R8415-16.4-02 @R8415-14-02
    Scenario: v6.request.for-server-with-longer-duid
      The Server Identifier begins with the server's DUID and goes on.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names the server's DUID followed by 00
      When it sends a Request
      Then it receives no answer
      And the server has recorded 0 leases of the client
      When it sends a Request
      Then it receives a Reply

    @R8415-16.4-02 @R8415-14-02
    Scenario: v6.request.for-server-with-shorter-duid
      The Server Identifier is the beginning of the server's DUID.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names the first 6 bytes of the server's DUID
      When it sends a Request
      Then it receives no answer
      And the server has recorded 0 leases of the client
      When it sends a Request
      Then it receives a Reply

  Rule: A Request without Client Identifier is discarded

    @R8415-16.4-03
    Scenario: v6.request.without-client-id
      No lease is made; the whole Request is answered.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message lacks the option Client Identifier
      When it sends a Request
      Then it receives no answer, or the status UnspecFail
      And the server has recorded 0 leases of the client
      When it sends a Request
      Then it receives a Reply
