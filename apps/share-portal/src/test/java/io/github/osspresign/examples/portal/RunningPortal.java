// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import io.zonky.test.db.postgres.embedded.FlywayPreparer;
import io.zonky.test.db.postgres.embedded.PreparedDbProvider;
import java.net.URI;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/** The portal with a real database and the development server. */
public final class RunningPortal implements AutoCloseable {

    /** PostgreSQL of this virtual machine. Each portal has a database of it, which begins with the tables. */
    private static final PreparedDbProvider DATABASES =
            PreparedDbProvider.forPreparer(FlywayPreparer.forClasspathLocation("db/migration"));

    public final EmbeddedServices services;
    public final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final ServletWebServerApplicationContext context;

    public RunningPortal(String... properties) throws Exception {
        this(services(OssDevServer.builder()), properties);
    }

    /** Returns a bucket and a database with empty tables. */
    public static EmbeddedServices services(OssDevServerBuilder server) throws SQLException {
        return new EmbeddedServices(server, DATABASES.createDatabase());
    }

    public RunningPortal(EmbeddedServices services, String... properties) throws Exception {
        this(services, event -> {}, properties);
    }

    /** @param listener gets what happens while the portal starts */
    public RunningPortal(EmbeddedServices services, ApplicationListener<?> listener, String... properties)
            throws Exception {
        this.services = services;
        mail.start();
        try {
            context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(SharePortal.class)
                    .listeners(listener)
                    .properties(services.properties())
                    .properties("server.port=0")
                    .properties("portal.smtp=smtp://127.0.0.1:" + mail.getSmtp().getPort() + "?from=portal@example.com")
                    // Arguments override what the application sets itself.
                    .run(Stream.of(properties).map(property -> "--" + property).toArray(String[]::new));
        } catch (RuntimeException e) {
            // It does not start with these properties.
            mail.stop();
            services.close();
            throw e;
        }
        services.allowPage(origin());
    }

    public String origin() {
        return "http://localhost:" + context.getWebServer().getPort();
    }

    public URI uri(String path) {
        return URI.create(origin()).resolve(path);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() throws Exception {
        context.close();
        mail.stop();
        services.close();
    }
}
