package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.ObjectRequest;

/**
 * Request to deliver the object of a link to an exchange.
 *
 * @param object the object, with the listener {@code monitored}
 * @param monitored records the result of the download
 * @param cancellation cancels the download
 */
public record DeliveryRequest(ObjectRequest object, MonitoredTransfer monitored, Cancellation cancellation) {}
