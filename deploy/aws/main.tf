terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "name" {
  type    = string
  default = "lb502"
}

variable "package" {
  description = "The zip that npm run package made."
  type        = string
  default     = "../../dist/functions/lb502-lambda.zip"
}

variable "targets" {
  description = "ARNs or names of load balancers, tag:Key=Value, or all; separated by commas."
  type        = string
  default     = "all"
}

variable "window" {
  type    = string
  default = "15m"
}

variable "regions" {
  description = "Separated by commas. Empty: the region of the provider."
  type        = string
  default     = ""
}

variable "logs" {
  description = "auto, off, s3://bucket/prefix or the name of a log group."
  type        = string
  default     = "auto"
}

variable "backend_keepalive" {
  type    = string
  default = ""
}

variable "reminder" {
  type    = string
  default = ""
}

variable "schedule" {
  type    = string
  default = "rate(5 minutes)"
}

variable "state_bucket" {
  description = "Remembers what was said, under lb502/."
  type        = string
  default     = ""
}

variable "state_parameter_path" {
  description = "A path of SSM parameters, for example /lb502. state_bucket goes before it."
  type        = string
  default     = ""
}

variable "sns_topic_arn" {
  type    = string
  default = ""
}

variable "event_bus_arn" {
  type    = string
  default = ""
}

variable "webhook_url" {
  type      = string
  default   = ""
  sensitive = true
}

variable "slack_webhook_url" {
  type      = string
  default   = ""
  sensitive = true
}

variable "teams_webhook_url" {
  type      = string
  default   = ""
  sensitive = true
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  state_in_parameters = var.state_parameter_path != "" && var.state_bucket == ""
  region              = split(":", aws_cloudwatch_log_group.function.arn)[3]

  environment = {
    LB502_TARGETS           = var.targets
    LB502_WINDOW            = var.window
    LB502_REGIONS           = var.regions != "" ? var.regions : local.region
    LB502_LOGS              = var.logs
    LB502_BACKEND_KEEPALIVE = var.backend_keepalive
    LB502_REMINDER          = var.reminder
    LB502_STATE             = var.state_bucket != "" ? "s3://${var.state_bucket}/lb502" : local.state_in_parameters ? "ssm:${var.state_parameter_path}" : ""
    LB502_SNS_TOPIC_ARN     = var.sns_topic_arn
    LB502_EVENT_BUS         = var.event_bus_arn
    LB502_WEBHOOK_URL       = var.webhook_url
    LB502_SLACK_WEBHOOK_URL = var.slack_webhook_url
    LB502_TEAMS_WEBHOOK_URL = var.teams_webhook_url
  }

  # Writes go to the sinks and the state store that are configured, and nowhere else.
  writes = concat(
    var.state_bucket == "" ? [] : [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "arn:${data.aws_partition.current.partition}:s3:::${var.state_bucket}/lb502/*"
    }],
    !local.state_in_parameters ? [] : [{
      Effect   = "Allow"
      Action   = ["ssm:GetParameter", "ssm:PutParameter"]
      Resource = "arn:${data.aws_partition.current.partition}:ssm:${local.region}:${data.aws_caller_identity.current.account_id}:parameter${var.state_parameter_path}/*"
    }],
    var.sns_topic_arn == "" ? [] : [{
      Effect   = "Allow"
      Action   = ["sns:Publish"]
      Resource = var.sns_topic_arn
    }],
    var.event_bus_arn == "" ? [] : [{
      Effect   = "Allow"
      Action   = ["events:PutEvents"]
      Resource = var.event_bus_arn
    }],
  )
}

resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = 30
}

resource "aws_iam_role" "function" {
  name_prefix = "${var.name}-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.function.id
  policy = file("${path.module}/read-policy.json")
}

resource "aws_iam_role_policy" "write" {
  name = "write"
  role = aws_iam_role.function.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.function.arn}:*"
    }], local.writes)
  })
}

resource "aws_lambda_function" "function" {
  function_name    = var.name
  description      = "Explains why load balancers answer 502"
  role             = aws_iam_role.function.arn
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  architectures    = ["arm64"]
  memory_size      = 1024
  timeout          = 300

  environment {
    variables = { for name, value in local.environment : name => value if value != "" }
  }

  depends_on = [aws_iam_role_policy.read, aws_iam_role_policy.write]
}

# The next run is soon enough.
resource "aws_lambda_function_event_invoke_config" "function" {
  function_name          = aws_lambda_function.function.function_name
  maximum_retry_attempts = 0
}

resource "aws_cloudwatch_event_rule" "schedule" {
  name                = var.name
  schedule_expression = var.schedule
}

resource "aws_cloudwatch_event_target" "schedule" {
  rule = aws_cloudwatch_event_rule.schedule.name
  arn  = aws_lambda_function.function.arn
}

resource "aws_lambda_permission" "schedule" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.schedule.arn
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.name}-errors"
  alarm_description   = "lb502 itself fails: see its log"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = aws_lambda_function.function.function_name }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.sns_topic_arn == "" ? [] : [var.sns_topic_arn]
}
