/* SHA-256 by the SHA extensions of x86: the state in the two registers that they want, the schedule in four. */
#include <immintrin.h>
#include <stdint.h>

enum { BLOCK = 64, WORD = 4, GROUPS = 16 };
#define INLINE static inline __attribute__((always_inline))

typedef struct { __m128i abef, cdgh; } State;
typedef struct { __m128i w[4]; } Window;

static const uint32_t K[64] __attribute__((aligned(16))) = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

INLINE __m128i round_words(const Window *window, unsigned group)
{
  return _mm_add_epi32(window->w[group & 3], _mm_load_si128((const __m128i *)(K + 4 * group)));
}

INLINE void four_rounds(State *s, __m128i wk)
{
  s->cdgh = _mm_sha256rnds2_epu32(s->cdgh, s->abef, wk);
  s->abef = _mm_sha256rnds2_epu32(s->abef, s->cdgh, _mm_shuffle_epi32(wk, 0x0e));
}

/* Words 4 * group + 16 and the three after it take the place of words 4 * group. */
INLINE void extend(Window *v, unsigned group)
{
  __m128i *oldest = &v->w[group & 3];
  const __m128i last = v->w[(group + 3) & 3];
  const __m128i middle = _mm_alignr_epi8(last, v->w[(group + 2) & 3], 4);
  *oldest = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(*oldest, v->w[(group + 1) & 3]), middle), last);
}

INLINE State sum(State a, State b)
{
  return (State){ _mm_add_epi32(a.abef, b.abef), _mm_add_epi32(a.cdgh, b.cdgh) };
}

INLINE uint32_t first_word(State s)
{
  return (uint32_t)_mm_extract_epi32(s.abef, 3);
}

static Window load(const uint8_t *block)
{
  const __m128i big_endian = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
  Window window;
  for (int i = 0; i < 4; i++) window.w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), big_endian);
  return window;
}

static State compress(State before, const uint8_t *block)
{
  Window window = load(block);
  State s = before;
  for (unsigned group = 0; group < GROUPS; group++) {
    four_rounds(&s, round_words(&window, group));
    extend(&window, group);
  }
  return sum(s, before);
}
