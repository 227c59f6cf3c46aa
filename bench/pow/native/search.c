/*
 * The native baseline: tries of the proof of work on one core with the SHA extensions of x86, two messages at a time.
 *
 *   search find shared|each TOKEN BITS    prints a nonce
 *   search rate shared|each TOKEN MS      prints tries, and the milliseconds that they took, by the CPU and by the wall
 *
 * A nonce is table digits, column digits, row digits. Where 33 bytes or more of the token are in its last block the nonce
 * straddles two: 256 columns have a midstate each and share the schedule of a row. Otherwise, and where each try is to have
 * a schedule of its own, the rounds before the word of the row are done once for a table.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "sha256-ni.h"

enum { MAX_TOKEN = 128, MAX_NONCE = 32, ROW = 4, COLUMN = 2, MAX_COLUMNS = 256, PADDING = 0x80 };
enum { LOOK_EVERY = 65536 };
#define FOREVER_MS 1e12

static struct {
  uint8_t message[MAX_TOKEN + 2 * BLOCK];
  int straddles;
  size_t nonce_at, column_at, row_at, end, blocks;
  unsigned column_digits, row_digits, columns, rows;
  unsigned row_group;           /* of four words, that the row's digits are in */
  State head;                   /* after the whole blocks of the token */
  State middle[MAX_COLUMNS];    /* before the last block */
  State early;                  /* after the last block's rounds before the row's group, if there are no columns */
} plan;

static void spell(uint8_t *at, unsigned digits, uint64_t value)
{
  while (digits-- > 0) {
    at[digits] = (uint8_t)"0123456789abcdef"[value & 15];
    value >>= 4;
  }
}

static void make_plan(const char *token, int may_share)
{
  const size_t length = strlen(token), used = length % BLOCK, head = length - used;
  const int straddles = plan.straddles = used + MAX_NONCE > BLOCK;
  size_t end = used + MAX_NONCE;
  if (straddles) end = end < BLOCK + ROW ? end : BLOCK + ROW;
  else end = (end < BLOCK - 9 ? end : BLOCK - 9) / ROW * ROW;
  plan.row_digits = straddles ? (unsigned)(end - BLOCK) : ROW;
  plan.column_digits = !straddles || !may_share ? 0 : BLOCK - used < COLUMN ? (unsigned)(BLOCK - used) : COLUMN;
  plan.columns = 1u << 4 * plan.column_digits;
  plan.rows = 1u << 4 * plan.row_digits;
  plan.nonce_at = length;
  plan.end = head + end;
  plan.row_at = plan.end - plan.row_digits;
  plan.row_group = (unsigned)(plan.row_at % BLOCK) / (4 * WORD);
  plan.column_at = plan.row_at - plan.column_digits;
  plan.blocks = head / BLOCK + (straddles ? 2 : 1);
  memset(plan.message, 0, sizeof plan.message);
  memcpy(plan.message, token, length);
  plan.message[plan.end] = PADDING;
  for (unsigned i = 0; i < 8; i++) plan.message[plan.blocks * BLOCK - 1 - i] = (uint8_t)((uint64_t)plan.end * 8 >> 8 * i);
  plan.head = (State){ _mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c),
                       _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19) };
  for (size_t at = 0; at < head; at += BLOCK) plan.head = compress(plan.head, plan.message + at);
}

static uint8_t *last_block(void) { return plan.message + (plan.blocks - 1) * BLOCK; }

/* One row over all columns, two at a time; the column that is a proof, or -1. */
static int try_columns(unsigned row, uint32_t mask)
{
  spell(plan.message + plan.row_at, plan.row_digits, row);
  Window window = load(last_block());
  __m128i wk[GROUPS];
  for (unsigned group = 0; group < GROUPS; group++) {
    wk[group] = round_words(&window, group);
    extend(&window, group);
  }
  for (unsigned column = 0; column < plan.columns; column += 2) {
    const State *middle = plan.middle + column;
    State a = middle[0], b = middle[1];
#pragma GCC unroll 16
    for (unsigned group = 0; group < GROUPS; group++) {
      four_rounds(&a, wk[group]);
      four_rounds(&b, wk[group]);
    }
    if ((first_word(sum(a, middle[0])) & mask) == 0) return (int)column;
    if ((first_word(sum(b, middle[1])) & mask) == 0) return (int)column + 1;
  }
  return -1;
}

/* Rows `row` and `row` + 1, whose word is in group `from`; 0 or 1 for the one that is a proof, or -1. */
INLINE int try_two_rows(unsigned from, unsigned row, uint32_t mask)
{
  Window u, v;
  spell(plan.message + plan.row_at, plan.row_digits, row);
  u = load(last_block());
  spell(plan.message + plan.row_at, plan.row_digits, row + 1);
  v = load(last_block());
  State a = plan.early, b = plan.early;
#pragma GCC unroll 16
  for (unsigned group = 0; group < GROUPS; group++) {
    if (group >= from) four_rounds(&a, round_words(&u, group));
    if (group >= from) four_rounds(&b, round_words(&v, group));
    extend(&u, group);
    extend(&v, group);
  }
  if ((first_word(sum(a, plan.middle[0])) & mask) == 0) return 0;
  return (first_word(sum(b, plan.middle[0])) & mask) == 0 ? 1 : -1;
}

static int try_rows(unsigned row, uint32_t mask)
{
  switch (plan.row_group) {
    case 0: return try_two_rows(0, row, mask);
    case 1: return try_two_rows(1, row, mask);
    case 2: return try_two_rows(2, row, mask);
    default: return try_two_rows(3, row, mask);
  }
}

static void begin_table(uint64_t table)
{
  spell(plan.message + plan.nonce_at, (unsigned)(plan.column_at - plan.nonce_at), table);
  for (unsigned column = 0; column < plan.columns; column++) {
    spell(plan.message + plan.column_at, plan.column_digits, column);
    plan.middle[column] = plan.straddles ? compress(plan.head, last_block() - BLOCK) : plan.head;
  }
  const Window window = load(last_block());
  plan.early = plan.middle[0];
  for (unsigned group = 0; group < plan.row_group; group++) four_rounds(&plan.early, round_words(&window, group));
}

static double ms_of(clockid_t clock)
{
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Tries until there is a proof, which is then spelt in the message, or the time is up; gives the number of tries. */
static uint64_t search(uint32_t mask, double deadline, int *found)
{
  const unsigned step = plan.columns > 1 ? 1 : 2;
  uint64_t tries = 0;
  for (uint64_t table = 0;; table++) {
    begin_table(table);
    for (unsigned row = 0; row < plan.rows; row += step) {
      if (tries % LOOK_EVERY == 0 && ms_of(CLOCK_PROCESS_CPUTIME_ID) > deadline) return tries;
      const int hit = plan.columns > 1 ? try_columns(row, mask) : try_rows(row, mask);
      tries += step * plan.columns;
      if (hit < 0) continue;
      if (plan.columns > 1) spell(plan.message + plan.column_at, plan.column_digits, (unsigned)hit);
      else spell(plan.message + plan.row_at, plan.row_digits, row + (unsigned)hit);
      *found = 1;
      return tries;
    }
  }
}

int main(int argc, char **argv)
{
  if (argc != 5 || strlen(argv[3]) > MAX_TOKEN) return 2;
  int found = 0;
  make_plan(argv[3], strcmp(argv[2], "shared") == 0);
  if (strcmp(argv[1], "find") == 0) {
    search(0xffffffffu << (32 - atoi(argv[4])), FOREVER_MS, &found);
    printf("%.*s\n", (int)(plan.end - plan.nonce_at), (const char *)plan.message + plan.nonce_at);
    return 0;
  }
  const double cpu = ms_of(CLOCK_PROCESS_CPUTIME_ID), wall = ms_of(CLOCK_MONOTONIC), deadline = cpu + atof(argv[4]);
  uint64_t tries = 0;
  /* A hash of 32 zero bits is one in four milliards: the search goes on. */
  while (ms_of(CLOCK_PROCESS_CPUTIME_ID) < deadline) tries += search(0xffffffffu, deadline, &found);
  const double cpu_taken = ms_of(CLOCK_PROCESS_CPUTIME_ID) - cpu, wall_taken = ms_of(CLOCK_MONOTONIC) - wall;
  printf("%llu %.3f %.3f\n", (unsigned long long)tries, cpu_taken, wall_taken);
  return 0;
}
