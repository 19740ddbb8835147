package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.util.Set;

/** GetUserQosInfo: returns the limits of the account, which this server does not apply. */
final class GetUserQosInfo implements Operation {

    private final ServiceRules rules;

    GetUserQosInfo(ServiceRules rules) {
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of("qosInfo");
    }

    @Override
    public Response handle(OssRequest request) {
        return XmlBody.response("QoSConfiguration", xml -> {
            xml.element("Region", rules.location());
            QosLimits.writeOfAccount(xml);
        });
    }
}
