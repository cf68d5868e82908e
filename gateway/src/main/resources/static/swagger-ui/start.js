"use strict";

// no validator: it would send the description to a server elsewhere
SwaggerUIBundle({ dom_id: "#api", url: "../v3/api-docs", validatorUrl: null, deepLinking: true });
