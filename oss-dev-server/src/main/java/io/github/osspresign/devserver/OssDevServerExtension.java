// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit 5 extension that runs a server for tests. In a static field or with {@code @ExtendWith}, one server serves all
 * tests of the class; in an instance field, each test gets its own server. Faults are cleared before each test. Test
 * methods may have a parameter of type {@link OssDevServer}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final OssDevServerExtension oss =
 *         OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));
 * }</pre>
 *
 * The test needs JUnit Jupiter 5 on its class path; it is no transitive dependency of this library.
 */
public final class OssDevServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final Supplier<OssDevServerBuilder> settings;
    private @Nullable OssDevServer server;

    // The class or method that started the server; nested classes use the same server.
    private @Nullable String owner;

    private OssDevServerExtension(Supplier<OssDevServerBuilder> settings) {
        this.settings = settings;
    }

    /** Creates an extension whose server has a bucket {@code demo}, for {@code @ExtendWith}. */
    public OssDevServerExtension() {
        this(() -> OssDevServer.builder().bucket("demo"));
    }

    /** Returns an extension that gets the settings from the supplier each time it starts a server. */
    public static OssDevServerExtension of(Supplier<OssDevServerBuilder> settings) {
        return new OssDevServerExtension(settings);
    }

    /**
     * Returns the server.
     *
     * @throws IllegalStateException if no test is running
     */
    public OssDevServer server() {
        if (server == null) {
            throw new IllegalStateException("server: no test is running");
        }
        return server;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startFor(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        startFor(context);
        server().clearFaults();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stopAfter(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stopAfter(context);
    }

    private void startFor(ExtensionContext context) {
        if (server == null) {
            server = settings.get().start();
            owner = context.getUniqueId();
        }
    }

    private void stopAfter(ExtensionContext context) {
        if (server != null && context.getUniqueId().equals(owner)) {
            server.close();
            server = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OssDevServer.class;
    }

    @Override
    public OssDevServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server();
    }
}
