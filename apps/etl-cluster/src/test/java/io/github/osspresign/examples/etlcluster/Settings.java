// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.util.List;

/**
 * Settings of the demonstration from the command line.
 *
 * @param links number of links of the sample
 * @param workers number of worker processes
 * @param calm whether nothing is killed, paused or stopped
 */
record Settings(int links, int workers, boolean calm) {

    static final String USAGE = """
            Usage: Demonstration [--links=NUMBER] [--workers=NUMBER] [--calm]
              --links=NUMBER    number of links of the sample (default: 6000)
              --workers=NUMBER  number of worker processes (default: 2)
              --calm            kill, pause and stop nothing, to measure the rate
            """;

    private static final String LINKS = "--links=";
    private static final String WORKERS = "--workers=";
    private static final String CALM = "--calm";

    /** @throws IllegalArgumentException if an argument is unknown */
    static Settings of(List<String> arguments) {
        int links = 6000;
        int workers = 2;
        boolean calm = false;
        for (String argument : arguments) {
            if (argument.startsWith(LINKS)) {
                links = number(LINKS, 100, argument);
            } else if (argument.startsWith(WORKERS)) {
                workers = number(WORKERS, 1, argument);
            } else if (argument.equals(CALM)) {
                calm = true;
            } else {
                throw new IllegalArgumentException(
                        "argument: must be --links=…, --workers=… or --calm, was '" + argument + "'");
            }
        }
        return new Settings(links, workers, calm);
    }

    private static int number(String name, int least, String argument) {
        String text = argument.substring(name.length());
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says what is expected.
        }
        throw new IllegalArgumentException(
                name.replace("=", "") + ": must be " + least + " or more, was '" + text + "'");
    }
}
