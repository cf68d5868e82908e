package io.parley.gateway.routing;

import io.parley.accounts.keys.Scope;
import org.springframework.http.HttpMethod;

/**
 * One endpoint that goes through to a service.
 *
 * @param path of the endpoint, here and there
 * @param method that it takes
 * @param service short name of the service behind it
 * @param job that a caller needs the scope of
 */
record Door(String path, HttpMethod method, String service, Scope job) {
}
