// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Main class on the class path of a test, to be run in a separate process with the same compiler as the test. */
public final class JavaCommand {

    private JavaCommand() {}

    /**
     * Returns the builder of a process that is not started.
     *
     * @param options of the virtual machine; {@code -cp} replaces the class path of the test
     */
    public static ProcessBuilder of(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath()));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Returns the class path of the test. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
