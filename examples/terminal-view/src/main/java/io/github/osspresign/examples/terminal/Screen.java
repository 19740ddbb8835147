// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import java.util.List;

/** Output for the lines of a view. Callers are synchronized. */
interface Screen {

    /** Prints a line that stays. */
    void print(StyledText line);

    /** Runs code that prints whole lines by itself. */
    void above(Runnable printing);

    /** A transfer has begun. */
    void started(TransferLine transfer);

    /**
     * Shows what is in progress.
     *
     * @param now whether to show it even if something was shown shortly before
     */
    void live(List<TransferLine> transfers, List<String> status, boolean now);

    /** Returns the width for lines that can be shortened. */
    int columns();

    /** Ends the live lines; what they show stays. */
    void close();
}
