"""What a KPI's numbers come to: values, sums over areas and periods, ratings. Pure, without records."""
