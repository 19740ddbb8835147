// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that every example passes as a program: it starts at once, and ends at once on Ctrl-C. */
@Timeout(120)
public abstract class ProgramTest {

    private final Class<?> program;
    private final String firstLine;
    private final String lineAtWork;
    private final String files;

    /** Folder that the program uses for its temporary files. */
    @TempDir
    protected Path temporaryFiles;

    /**
     * Creates the tests of a program.
     *
     * @param firstLine part of its first line
     * @param lineAtWork part of a line that it prints while it has temporary files
     * @param files pattern of the names of its temporary files
     */
    protected ProgramTest(Class<?> program, String firstLine, String lineAtWork, String files) {
        this.program = program;
        this.firstLine = firstLine;
        this.lineAtWork = lineAtWork;
        this.files = files;
    }

    @Test
    protected void interruptedProgramLeavesNoFiles() throws Exception {
        start().terminateAt(lineAtWork);

        assertThat(temporaryFiles).isDirectoryNotContaining("glob:**/" + files);
    }

    @Test
    protected void firstLineIsPrintedPromptly() throws Exception {
        JavaProgram.requireLinePromptly(program, temporaryFiles, firstLine);
    }

    @Test
    protected void wrongArgumentPrintsUsage() throws Exception {
        JavaProgram.requireUsage(program, temporaryFiles);
    }

    /** Starts the program. */
    protected final JavaProgram start(String... arguments) throws IOException {
        return JavaProgram.start(program, temporaryFiles, arguments);
    }
}
