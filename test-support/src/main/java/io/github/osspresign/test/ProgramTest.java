// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that every example passes as a program: it starts at once, and ends at once on Ctrl-C, with all its processes. */
@Timeout(120)
public abstract class ProgramTest {

    private static final long MAX_SECONDS = 10;

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
        CompletableFuture.allOf(ProcessHandle.allProcesses()
                        .filter(this::isOfProgram)
                        .map(ProcessHandle::onExit)
                        .toArray(CompletableFuture[]::new))
                .get(MAX_SECONDS, TimeUnit.SECONDS);
    }

    /** Each process of a program has its folder, or that of temporary files, in its command. */
    private boolean isOfProgram(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(temporaryFiles.toString());
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
