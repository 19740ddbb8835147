// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.kill;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequestManager;
import io.github.osspresign.test.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Child JVM that reports its progress in lines and is killed after a line or at a {@link KillPoint}. */
final class KillableJvm implements AutoCloseable {

    /*
     * The kill points need no hooks in the program: the process runs under the JDK's debugger interface, which stops all of
     * its threads where the point is, and then it is killed as it stands.
     */

    private static final String LISTENING = "Listening for transport dt_socket at address: ";
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private KillableJvm(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of the process");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param hasKillPoint whether the process waits at its start until {@link #haltAt} */
    static KillableJvm start(Class<?> main, Path errors, boolean hasKillPoint, List<String> arguments)
            throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        if (hasKillPoint) {
            options.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
        }
        ProcessBuilder builder = JavaCommand.of(main, options);
        builder.command().addAll(arguments);
        return new KillableJvm(builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start());
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            // The process has been killed.
            return;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Reads a number of lines, or fewer if no line arrives within a time. */
    void awaitLines(int count, Duration quiet) throws InterruptedException {
        Duration patience = LONG;
        for (int i = 0; i < count; i++) {
            String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                return;
            }
            patience = quiet;
        }
    }

    /** Returns the next line with a prefix. */
    String awaitLine(String beginning) throws InterruptedException {
        for (String line = poll(LONG); line != null; line = poll(LONG)) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("process printed no line that begins with '" + beginning + "'");
    }

    private @Nullable String poll(Duration patience) throws InterruptedException {
        return lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets the process run until it reaches a point for the nth time. Returns {@code false} if it does not within a time. */
    boolean haltAt(KillPoint point, int nth, Duration patience) throws Exception {
        VirtualMachine vm = attach(Integer.parseInt(awaitLine(LISTENING).substring(LISTENING.length())));
        EventRequestManager requests = vm.eventRequestManager();
        ClassPrepareRequest prepared = requests.createClassPrepareRequest();
        prepared.addClassFilter(point.type());
        prepared.enable();
        vm.classesByName(point.type()).forEach(type -> breakAt(requests, type, point));
        vm.resume();
        long end = System.nanoTime() + patience.toNanos();
        int left = nth;
        try {
            while (left > 0) {
                EventSet events = vm.eventQueue().remove(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                if (events == null) {
                    return false;
                }
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent loaded) {
                        breakAt(requests, loaded.referenceType(), point);
                    } else if (event instanceof BreakpointEvent reached && isAt(point, reached)) {
                        left--;
                    }
                }
                if (left > 0) {
                    events.resume();
                }
            }
            return true;
        } catch (VMDisconnectedException e) {
            throw new AssertionError("process has ended too early", e);
        }
    }

    private static VirtualMachine attach(int port) throws Exception {
        AttachingConnector sockets = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(connector -> connector.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = sockets.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return sockets.attach(arguments);
    }

    private static void breakAt(EventRequestManager requests, ReferenceType type, KillPoint point) {
        for (Method method : type.methodsByName(point.method())) {
            requests.createBreakpointRequest(method.location()).enable();
        }
    }

    private static boolean isAt(KillPoint point, BreakpointEvent reached) {
        try {
            return point.caller() == null
                    || reached.thread().frame(1).location().method().name().equals(point.caller());
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills the process, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
