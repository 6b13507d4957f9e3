// The floor under forge's figures: the same server, the same bytes, without forge. Prints nanoseconds, a measurement a line.
//   bare exchange COUNT INTERFACE HEX     from sendto to the answer, one after the other; the transaction id is counted up
//   bare restart COUNT PROGRAM ARGUMENT…  "STARTED ENDED": from fork to DHCP6_STARTED on its output, from SIGTERM to its end
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char ready[] = "DHCP6_STARTED";

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int exchange(int count, const char *interface, const char *hex) {
  unsigned char message[1024], answer[65536];
  size_t length = strlen(hex) / 2;
  if (length < 4 || length > sizeof message) return 2;
  for (size_t i = 0; i < length; i++) sscanf(hex + 2 * i, "%2hhx", &message[i]);

  unsigned scope = if_nametoindex(interface);
  struct sockaddr_in6 here = {.sin6_family = AF_INET6, .sin6_port = htons(546), .sin6_scope_id = scope};
  struct sockaddr_in6 servers = {.sin6_family = AF_INET6, .sin6_port = htons(547), .sin6_scope_id = scope};
  inet_pton(AF_INET6, "ff02::1:2", &servers.sin6_addr);
  struct timeval patience = {.tv_sec = 2};
  int udp = socket(AF_INET6, SOCK_DGRAM, 0);
  if (udp < 0 || bind(udp, (struct sockaddr *)&here, sizeof here) < 0) fail("bind");
  if (setsockopt(udp, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) < 0) fail("setsockopt");

  for (int i = 0; i < count; i++) {
    message[1] = i >> 16, message[2] = i >> 8, message[3] = i;
    long long began = now();
    if (sendto(udp, message, length, 0, (struct sockaddr *)&servers, sizeof servers) < 0) fail("sendto");
    do {
      if (recv(udp, answer, sizeof answer, 0) < 4) fail("recv");
    } while (memcmp(answer + 1, message + 1, 3) != 0);
    printf("%lld\n", now() - began);
  }
  return 0;
}

// Reads on until the output has the word in it; with none, until it ends.
static void read_until(int output, const char *word) {
  static char text[1 << 16];
  size_t length = 0;
  struct pollfd wait = {.fd = output, .events = POLLIN};
  for (;;) {
    if (poll(&wait, 1, 10000) != 1) fail("poll");
    ssize_t more = read(output, text + length, sizeof text - 1 - length);
    if (more < 0) fail("read");
    if (more == 0) {
      if (word == NULL) return;
      fprintf(stderr, "%.*s\nended before %s\n", (int)length, text, word);
      exit(1);
    }
    length += more;
    text[length] = 0;
    if (word != NULL && strstr(text, word) != NULL) return;
    // The word may be cut in two: its length is kept.
    if (length > sizeof text / 2) {
      size_t kept = sizeof ready;
      memmove(text, text + length - kept, kept);
      length = kept;
    }
  }
}

// Reads on until nothing has come for 20 ms.
static void rest(int output) {
  char text[4096];
  struct pollfd wait = {.fd = output, .events = POLLIN};
  while (poll(&wait, 1, 20) == 1 && read(output, text, sizeof text) > 0) continue;
}

static int restart(int count, char **command) {
  for (int i = 0; i < count; i++) {
    int output[2];
    if (pipe(output) < 0) fail("pipe");
    long long began = now();
    pid_t server = fork();
    if (server < 0) fail("fork");
    if (server == 0) {
      dup2(output[1], 1);
      dup2(output[1], 2);
      close(output[0]);
      close(output[1]);
      execvp(command[0], command);
      fail(command[0]);
    }
    close(output[1]);
    read_until(output[0], ready);
    long long started = now() - began;
    // A signal that comes before its main loop waits is seen a second later.
    rest(output[0]);
    began = now();
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
    long long ended = now() - began;
    read_until(output[0], NULL);
    close(output[0]);
    printf("%lld %lld\n", started, ended);
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 5 && strcmp(argv[1], "exchange") == 0) return exchange(atoi(argv[2]), argv[3], argv[4]);
  if (argc >= 4 && strcmp(argv[1], "restart") == 0) return restart(atoi(argv[2]), argv + 3);
  fputs("usage: bare exchange COUNT INTERFACE HEX | bare restart COUNT PROGRAM ARGUMENT…\n", stderr);
  return 2;
}
