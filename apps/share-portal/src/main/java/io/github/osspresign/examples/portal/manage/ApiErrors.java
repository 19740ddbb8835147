// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.link.RouteFailedException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns failures of the API into JSON with a text for people. */
@RestControllerAdvice(annotations = RestController.class)
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @ExceptionHandler
    ResponseEntity<Map<String, String>> invalid(InvalidRequestException e) {
        return ResponseEntity.status(e.status()).body(Map.of("error", e.getMessage(), "field", e.field()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException e) {
        return error(HttpStatus.BAD_REQUEST, "the request must be a JSON object");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> missing(MissingServletRequestParameterException e) {
        return invalid(InvalidRequestException.badField(e.getParameterName(), "must be given"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> unreadable(MethodArgumentTypeMismatchException e) {
        return invalid(InvalidRequestException.badField(e.getName(), "must be a " + e.getRequiredType()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> route(RouteFailedException e) {
        LOG.warn("{}", e.getMessage());
        return error(
                HttpStatus.SERVICE_UNAVAILABLE, "the storage does not respond, or the file is not there; try again");
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Map<String, String>> database(Exception e) {
        LOG.warn("database: {}", e.getMessage());
        return error(HttpStatus.SERVICE_UNAVAILABLE, "the database does not respond; nothing was changed; try again");
    }

    private static ResponseEntity<Map<String, String>> error(HttpStatus status, String text) {
        return ResponseEntity.status(status).body(Map.of("error", text, "field", ""));
    }
}
