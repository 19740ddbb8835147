// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import io.github.osspresign.devserver.OssDevServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Starts the portal for trying it out: on this machine only, with a bucket and a database that forget everything. */
public final class Demonstration {

    private Demonstration() {}

    public static void main(String[] arguments) {
        SpringApplication portal = SharePortal.application();
        portal.setAdditionalProfiles("demo");
        portal.addInitializers(Demonstration::embedServices);
        String port = portal.run(arguments).getEnvironment().getRequiredProperty("local.server.port");
        System.out.println("The portal is at http://localhost:" + port
                + ". Log in as demo with the password demo. Ctrl+C ends it.");
    }

    /** Runs after the log is set up, because the database logs what it does. */
    private static void embedServices(ConfigurableApplicationContext context) {
        try {
            EmbeddedPostgres database = EmbeddedPostgres.start();
            EmbeddedServices services =
                    new EmbeddedServices(OssDevServer.builder(), database.getJdbcUrl("postgres", "postgres"));
            // A browser may reach this machine by another name, or by a forwarded port.
            services.allowPage("*");
            // The context closes these beans after those that are created later.
            ((GenericApplicationContext) context).registerBean(EmbeddedPostgres.class, () -> database);
            ((GenericApplicationContext) context).registerBean(EmbeddedServices.class, () -> services);
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource("embedded services", services.properties()));
        } catch (Exception e) {
            throw new IllegalStateException("cannot start the embedded services", e);
        }
    }
}
