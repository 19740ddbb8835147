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
 * A server for the tests of a class: in a static field, or with {@code @ExtendWith}, it starts before the first of
 * them and stops after the last; in another field, each test has its own. Faults that a test leaves are cleared before
 * the next. Test methods may have a parameter of type {@link OssDevServer}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final OssDevServerExtension oss =
 *         OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));
 * }</pre>
 *
 * Needs JUnit Jupiter 5, which this library does not bring.
 */
public final class OssDevServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final Supplier<OssDevServerBuilder> settings;
    private @Nullable OssDevServer server;

    // The class or the method that the server was started for; nested classes run inside of it.
    private @Nullable String owner;

    private OssDevServerExtension(Supplier<OssDevServerBuilder> settings) {
        this.settings = settings;
    }

    /** For {@code @ExtendWith}: a server with a bucket {@code demo}. */
    public OssDevServerExtension() {
        this(() -> OssDevServer.builder().bucket("demo"));
    }

    /** Returns an extension that asks for these settings each time it starts a server. */
    public static OssDevServerExtension of(Supplier<OssDevServerBuilder> settings) {
        return new OssDevServerExtension(settings);
    }

    /**
     * Returns the server.
     *
     * @throws IllegalStateException outside of a test
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
