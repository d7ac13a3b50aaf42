/* A battery of TestU01 on the 32-bit words of standard input: battery small|crush|big|rabbit [reversed]
   `reversed` turns the bits of every word round: TestU01 looks hardest at the first bits of a word.
   Rabbit looks at a stretch of 2^32 bits in every test. How many bytes were read is said at the end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <testu01/bbattery.h>
#include <testu01/swrite.h>
#include <testu01/unif01.h>

static unsigned int words[1 << 16];
static size_t at, have;
static unsigned long long bytes;
static int reversed;

static unsigned int next(void) {
    if (at == have) {
        have = fread(words, sizeof *words, sizeof words / sizeof *words, stdin);
        if (have == 0) {
            fprintf(stderr, "standard input ended too soon\n");
            exit(1);
        }
        at = 0;
    }
    unsigned int word = words[at++];
    bytes += sizeof word;
    if (reversed) {
        word = (word >> 16) | (word << 16);
        word = ((word & 0xFF00FF00u) >> 8) | ((word & 0x00FF00FFu) << 8);
        word = ((word & 0xF0F0F0F0u) >> 4) | ((word & 0x0F0F0F0Fu) << 4);
        word = ((word & 0xCCCCCCCCu) >> 2) | ((word & 0x33333333u) << 2);
        word = ((word & 0xAAAAAAAAu) >> 1) | ((word & 0x55555555u) << 1);
    }
    return word;
}

int main(int argc, char **argv) {
    const char *battery = argc > 1 ? argv[1] : "";
    reversed = argc > 2 && strcmp(argv[2], "reversed") == 0;
    unif01_Gen *gen = unif01_CreateExternGenBits(reversed ? "stdin, bits reversed" : "stdin", next);
    swrite_Basic = FALSE;
    if (strcmp(battery, "small") == 0)
        bbattery_SmallCrush(gen);
    else if (strcmp(battery, "crush") == 0)
        bbattery_Crush(gen);
    else if (strcmp(battery, "big") == 0)
        bbattery_BigCrush(gen);
    else if (strcmp(battery, "rabbit") == 0)
        bbattery_Rabbit(gen, 4294967296.0);
    else {
        fprintf(stderr, "which battery? small, crush, big or rabbit\n");
        return 2;
    }
    printf("%llu bytes read\n", bytes);
    return 0;
}
