package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.OptionBinding;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** Makes presigned URLs for objects of Alibaba Cloud OSS, offline. */
@Component("presign")
public class PresignComponent extends DefaultComponent {

    @Metadata(description = "The options that all endpoints of this component start from.")
    private PresignConfiguration configuration = new PresignConfiguration();

    @Metadata(
            label = "advanced",
            description = "The clock that links are signed by; another one for tests and replays.")
    private Clock clock = Clock.systemUTC();

    private final Map<String, String> environment;

    /** A component that finds credentials in the environment of the process. */
    public PresignComponent() {
        this(System.getenv());
    }

    PresignComponent(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PresignConfiguration options = configuration.copy();
        options.getQuery().putAll(PropertiesHelper.extractProperties(parameters, "query."));
        options.getHeader().putAll(PropertiesHelper.extractProperties(parameters, "header."));
        PresignEndpoint endpoint = new PresignEndpoint(uri, this, remaining, options);
        OptionBinding.bind(() -> setProperties(endpoint, parameters), getEndpointPropertyConfigurer());
        return endpoint;
    }

    Map<String, String> environment() {
        return environment;
    }

    public PresignConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(PresignConfiguration configuration) {
        this.configuration = configuration;
    }

    public Clock getClock() {
        return clock;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }
}
