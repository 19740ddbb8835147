package io.github.osspresign.examples.portal;

import io.github.osspresign.examples.portal.service.EmbeddedServices;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the portal. Without a bucket in the environment it runs on this machine only, with embedded services. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SharePortal {

    public static void main(String[] arguments) throws Exception {
        SpringApplication portal = new SpringApplication(SharePortal.class);
        if (System.getenv("PORTAL_BUCKET") == null) {
            EmbeddedServices services = new EmbeddedServices();
            services.allowPage("http://localhost:8080");
            portal.setDefaultProperties(services.properties());
            portal.addListeners(services.closing());
        }
        portal.run(arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
