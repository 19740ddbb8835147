// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

/** Prints one line: what a start of Java takes on this machine now. */
final class ShortestProgram {

    static final String LINE = "started";

    private ShortestProgram() {}

    public static void main(String[] arguments) {
        System.out.println(LINE);
    }
}
