"""Mends moto where it differs from AWS in what Rasid's tests look at.

Python runs a `sitecustomize` on its path at every start, so the installed moto_server needs no wrapper.
"""

import os
import threading
from contextlib import suppress

try:
    from moto.awslambda.exceptions import UnknownFunctionException
    from moto.awslambda.models import lambda_backends
    from moto.cloudformation.models import CloudFormationBackend
    from moto.core.common_models import CloudFormationModel
    from moto.dynamodb.responses import DynamoHandler
    from moto.sqs.responses import SQSResponse
except ImportError:  # another Python on the way to moto_server's own
    pass
else:
    # AWS takes one call on an item or a queue after another; moto's threads tread on each other: a refused
    # transaction puts the whole table back as it was, and messages go missing between two receives.
    def one_at_a_time(responses):
        lock = threading.RLock()
        call_action = responses.call_action

        def call_action_alone(self):
            with lock:
                return call_action(self)

        responses.call_action = call_action_alone

    one_at_a_time(DynamoHandler)
    one_at_a_time(SQSResponse)

    # The CDK says "as before" of a parameter that has never had another value than its default.
    resolve = CloudFormationBackend._resolve_update_parameters

    def resolve_known(self, instance, incoming_params):
        known = [
            one
            for one in incoming_params
            if "ParameterValue" in one or one["ParameterKey"] in instance.parameters
        ]
        return resolve(self, instance, known)

    CloudFormationBackend._resolve_update_parameters = resolve_known

    class FunctionUrl(CloudFormationModel):
        """`AWS::Lambda::Url`. It is served by the tests, at the address in RASID_FUNCTION_URL."""

        # moto files its models by the service in their module's name.
        __module__ = "moto.awslambda.models"

        def __init__(self, config, function_name, backend):
            self.config = config
            self.function_name = function_name
            self.backend = backend

        @property
        def physical_resource_id(self):
            return self.config.function.function_arn

        @staticmethod
        def cloudformation_name_type():
            return ""

        @staticmethod
        def cloudformation_type():
            return "AWS::Lambda::Url"

        @classmethod
        def has_cfn_attr(cls, attr):
            return attr in ("FunctionUrl", "FunctionArn")

        def get_cfn_attribute(self, attr):
            if attr == "FunctionUrl" and "RASID_FUNCTION_URL" in os.environ:
                return os.environ["RASID_FUNCTION_URL"]
            return self.config.to_dict()[attr]

        def is_created(self):
            return True

        @classmethod
        def create_from_cloudformation_json(
            cls, resource_name, cloudformation_json, account_id, region_name, **kwargs
        ):
            properties = cloudformation_json["Properties"]
            backend = lambda_backends[account_id][region_name]
            name = properties["TargetFunctionArn"]
            return cls(backend.create_function_url_config(name, properties), name, backend)

        @classmethod
        def update_from_cloudformation_json(
            cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
        ):
            return original_resource

        def delete(self, account_id, region_name):
            # moto deletes in any order.
            with suppress(UnknownFunctionException):
                self.backend.delete_function_url_config(self.function_name)
