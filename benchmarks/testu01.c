/* A battery of TestU01 on the 32-bit words of standard input:  testu01 small|crush|big [times [reversed]]
   Each time goes on where the last one ended. `reversed` turns the bits of every word round, for TestU01 looks hardest
   at the first bits of a word. All p-values are counted at the end, and the bytes that were read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <testu01/bbattery.h>
#include <testu01/swrite.h>
#include <testu01/unif01.h>

static unsigned int words[1 << 16];
static size_t at, have;
static unsigned long long bytes;

static unsigned int straight(void) {
    if (at == have) {
        have = fread(words, sizeof *words, sizeof words / sizeof *words, stdin);
        if (have == 0) {
            fprintf(stderr, "standard input ended too soon\n");
            exit(1);
        }
        at = 0;
    }
    bytes += sizeof *words;
    return words[at++];
}

static unsigned int reversed(void) {
    unsigned int word = straight();
    word = (word >> 16) | (word << 16);
    word = ((word & 0xFF00FF00u) >> 8) | ((word & 0x00FF00FFu) << 8);
    word = ((word & 0xF0F0F0F0u) >> 4) | ((word & 0x0F0F0F0Fu) << 4);
    word = ((word & 0xCCCCCCCCu) >> 2) | ((word & 0x33333333u) << 2);
    return ((word & 0xAAAAAAAAu) >> 1) | ((word & 0x55555555u) << 1);
}

int main(int argc, char **argv) {
    const char *battery = argc > 1 ? argv[1] : "";
    int times = argc > 2 ? atoi(argv[2]) : 1, all = 0, outside = 0;
    double lowest = 1, highest = 0;
    int turned = argc > 3 && strcmp(argv[3], "reversed") == 0;
    void (*run)(unif01_Gen *) = strcmp(battery, "small") == 0   ? bbattery_SmallCrush
                                : strcmp(battery, "crush") == 0 ? bbattery_Crush
                                : strcmp(battery, "big") == 0   ? bbattery_BigCrush
                                                                : NULL;
    if (run == NULL || times < 1) {
        fprintf(stderr, "testu01 small|crush|big [times [reversed]]\n");
        return 2;
    }
    unif01_Gen *gen = unif01_CreateExternGenBits(turned ? "stdin, bits reversed" : "stdin", turned ? reversed : straight);
    swrite_Basic = FALSE;
    for (int time = 0; time < times; time++) {
        run(gen);
        for (int test = 0; test < bbattery_NTests; test++) {
            double p = bbattery_pVal[test];
            if (p < 0) continue; /* not done */
            all++;
            outside += p < 0.001 || p > 0.999;
            lowest = p < lowest ? p : lowest;
            highest = p > highest ? p : highest;
        }
        printf("%d p-values from %.3g to 1 - %.3g, %d of them outside [0.001, 0.999], where luck puts %.1f; %llu bytes\n",
               all, lowest, 1 - highest, outside, 0.002 * all, bytes);
        fflush(stdout);
    }
    return 0;
}
